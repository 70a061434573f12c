import { z } from 'zod';
import { RangeEnd, Timestamp } from './page.ts';
import { RangeComparison } from './range-comparison.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** The hundreds of a status code. */
export const StatusClass = z.enum(['1xx', '2xx', '3xx', '4xx', '5xx']);
export type StatusClass = z.infer<typeof StatusClass>;

export const ApiMetricsGrouping = z.enum(['endpoint', 'method', 'statusClass']);
export type ApiMetricsGrouping = z.infer<typeof ApiMetricsGrouping>;

export const ApiMetricsQuery = z.object({
  /** A day before `to` unless given. */
  from: RangeEnd.optional(),
  /** Now unless given. */
  to: RangeEnd.optional(),
  /** What a group has in common: one or several. */
  groupBy: z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(ApiMetricsGrouping).min(1).max(3).optional(),
    )
    .transform((groupBy): ApiMetricsGrouping[] => groupBy ?? ['endpoint', 'method']),
  /** The pattern of a route; `(unmatched)` for requests that had none. */
  endpoint: Text(300).min(1).optional(),
  method: z
    .string()
    .regex(/^[A-Z][A-Z-]{0,19}$/)
    .optional(),
  statusClass: StatusClass.optional(),
  compare: RangeComparison,
});
export type ApiMetricsQuery = z.output<typeof ApiMetricsQuery>;

/** Figures of some requests; each is a metric of the registry. */
export const RequestFigures = z.object({
  requests: z.number().int(),
  /** Answered with 500 or more. */
  errors: z.number().int(),
  /** errors ÷ requests; null without requests, as are the percentiles. */
  errorRate: z.number().nullable(),
  /** Milliseconds, within 2 %. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type RequestFigures = z.infer<typeof RequestFigures>;

const Range = z.object({ from: Timestamp, to: Timestamp });

export const ApiMetrics = z.object({
  /** When it was read. */
  asOf: Timestamp,
  /**
   * What the figures are of: the range asked for, widened to whole minutes; of a day or longer it
   * begins with a whole hour. Where minutes are no longer kept (15 days) it is widened to hours, and
   * after 90 days to days of the reporting time zone.
   */
  range: Range,
  /**
   * Null when there is nothing to compare with: not asked for or, of `days_before`, days of which
   * requests are not known from the first on.
   */
  previousRange: Range.nullable(),
  /**
   * Up to where the range is compared, null where it is not: to its end, of a day or longer to its
   * last whole hour; with `days_before` to the last whole minute, or, where the previous period is of
   * hours, or of days, alone, to the last of those. So both periods are alike.
   */
  comparedTo: Timestamp.nullable(),
  totals: RequestFigures,
  /** Of the range up to `comparedTo`: what `previousTotals` is compared with. */
  comparedTotals: RequestFigures.nullable(),
  previousTotals: RequestFigures.nullable(),
  /** Most requests first, at most 200; groups of the previous period only are not listed. */
  groups: z.array(
    RequestFigures.extend({
      /** Null where it is not grouped by. */
      endpoint: z.string().nullable(),
      method: z.string().nullable(),
      statusClass: StatusClass.nullable(),
      /** As `comparedTotals` and `previousTotals`, of this group. */
      compared: RequestFigures.nullable(),
      previous: RequestFigures.nullable(),
    }),
  ),
  /** Groups that are there, listed or not. */
  groupCount: z.number().int(),
  /**
   * 60, 300, 900, 3600, or 86400 for days of the reporting time zone: the finest of at most 200
   * moments; of hours at least where the range begins before minutes are kept.
   */
  stepSeconds: z.number().int(),
  /**
   * In order, moments without requests too. Only what lies in the range is counted: the first may
   * begin before it.
   */
  series: z.array(RequestFigures.extend({ at: Timestamp })),
});
export type ApiMetrics = z.infer<typeof ApiMetrics>;

export const getApiMetrics = defineRoute({
  method: 'GET',
  path: '/api/v1/api-metrics',
  summary: "The product's requests: how many, how many failed, and how long they took.",
  access: 'operations.read',
  query: ApiMetricsQuery,
  response: ApiMetrics,
});

export const ExportApiMetricsQuery = ApiMetricsQuery.omit({ groupBy: true });
export type ExportApiMetricsQuery = z.output<typeof ExportApiMetricsQuery>;

/**
 * CSV (RFC 4180, UTF-8, with a header), a line for each method and endpoint, all that there are,
 * most requests first. Cells that a spreadsheet would take for a formula are prefixed with an
 * apostrophe. Each export is audited with its range and the number of lines.
 */
export const exportApiMetrics = defineRoute({
  method: 'GET',
  path: '/api/v1/api-metrics/export',
  summary: 'The figures of every endpoint, as CSV.',
  access: 'operations.read',
  query: ExportApiMetricsQuery,
});
