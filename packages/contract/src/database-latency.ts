import { z } from 'zod';
import { Timestamp } from './page.ts';
import { RangeComparison } from './range-comparison.ts';
import { defineRoute } from './route.ts';

/** The console's own database, and the product's (`PRODUCT_DATABASE_URL`). */
export const ProbedDatabase = z.enum(['console', 'product']);
export type ProbedDatabase = z.infer<typeof ProbedDatabase>;

/**
 * Why a probe was not answered: nobody was there, it did not let us in, it was there but takes
 * nobody now (starting, stopping, full), it took longer than two seconds, or something else.
 */
export const ProbeFailure = z.enum([
  'unreachable',
  'refused',
  'unavailable',
  'timed_out',
  'failed',
]);
export type ProbeFailure = z.infer<typeof ProbeFailure>;

/**
 * As of now, whatever the range: whether the latest probe was answered. `no_data`: the latest is
 * more than three minutes ago, or there was none.
 */
export const DatabaseState = z.enum(['ok', 'failing', 'no_data', 'not_configured']);
export type DatabaseState = z.infer<typeof DatabaseState>;

/** Of small queries over an open connection, some every minute; each is a metric of the registry. */
export const ProbeFigures = z.object({
  /** Those answered and those that failed. */
  probes: z.number().int(),
  failures: z.number().int(),
  /** failures ÷ probes; null without probes. */
  failureRate: z.number().nullable(),
  /** Milliseconds, within 2 %, of those answered: a failure is never slow. Null without any. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type ProbeFigures = z.infer<typeof ProbeFigures>;

const Moment = ProbeFigures.extend({ at: Timestamp });
const Range = z.object({ from: Timestamp, to: Timestamp });

export const DatabaseLatencyQuery = z.object({
  /** A day before `to` unless given. */
  from: Timestamp.optional(),
  /** Now unless given. */
  to: Timestamp.optional(),
  compare: RangeComparison,
});
export type DatabaseLatencyQuery = z.output<typeof DatabaseLatencyQuery>;

export const DatabaseLatency = z.object({
  /** When it was read. */
  asOf: Timestamp,
  /**
   * What the figures are of: the range asked for, widened to whole minutes; where those are no
   * longer kept (15 days) to whole hours. After 90 days there is nothing.
   */
  range: Range,
  previousRange: Range.nullable(),
  /** 60, 300, 900, 3600, or 86400 for days of the reporting time zone. */
  stepSeconds: z.number().int(),
  databases: z.array(
    z.object({
      database: ProbedDatabase,
      state: DatabaseState,
      /** The minute of the latest probes. */
      lastProbedAt: Timestamp.nullable(),
      /** Why the latest probe was not answered; null when it was. */
      failure: ProbeFailure.nullable(),
      totals: ProbeFigures,
      previousTotals: ProbeFigures.nullable(),
      /** In order, moments without probes too; the first may begin before the range. */
      series: z.array(Moment),
      previousSeries: z.array(Moment).nullable(),
    }),
  ),
});
export type DatabaseLatency = z.infer<typeof DatabaseLatency>;

export const getDatabaseLatency = defineRoute({
  method: 'GET',
  path: '/api/v1/database-latency',
  summary: "How fast the console's own database and the product's answer.",
  access: 'operations.read',
  query: DatabaseLatencyQuery,
  response: DatabaseLatency,
});
