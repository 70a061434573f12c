import { z } from 'zod';
import { Day, Timestamp } from './page.ts';
import { ProductDataState, ProductFailure } from './product-database.ts';
import { defineRoute } from './route.ts';

/**
 * Up to 100,000 records are counted one by one; of more, Postgres' own statistics are taken, or
 * where it has none yet `at_least` 100,000.
 */
export const CountMethod = z.enum(['exact', 'estimated', 'at_least']);
export type CountMethod = z.infer<typeof CountMethod>;

/** The latest count of a day. */
const DayCount = z.object({ day: Day, count: z.number().int(), method: CountMethod });

/** How many records of one model the product's own database holds. */
export const RecordCount = z.object({
  /** As `taffrail.config.ts` calls it: `companies`. */
  model: z.string(),
  title: z.string(),
  table: z.string(),
  state: ProductDataState.extract(['ok', 'failing', 'no_data']),
  /** Why the latest attempt came to nothing; the figures are then of the one before. */
  failure: ProductFailure.nullable(),
  count: z.number().int().nullable(),
  method: CountMethod.nullable(),
  countedAt: Timestamp.nullable(),
  /** When somebody last tried to; after `countedAt` where that came to nothing. */
  attemptedAt: Timestamp.nullable(),
  /** Against seven days ago, or the first day that is known since; null without an earlier day. */
  growth: z
    .object({
      since: Day,
      difference: z.number().int(),
      /** difference ÷ count of that day; null when there were none. */
      rate: z.number().nullable(),
      /** What it grew by in the seven days before those; null where they are not known whole. */
      previousDifference: z.number().int().nullable(),
    })
    .nullable(),
  /** Fewer, by more than the share configured and at least ten, than the highest of today and yesterday. */
  drop: z.object({ from: z.number().int(), share: z.number() }).nullable(),
  /** Of the last thirty days, those that are known, in order. */
  series: z.array(DayCount),
});
export type RecordCount = z.infer<typeof RecordCount>;

export const RecordCounts = z.object({
  /** When it was read. */
  asOf: Timestamp,
  state: ProductDataState,
  models: z.array(RecordCount),
});
export type RecordCounts = z.infer<typeof RecordCounts>;

export const getRecordCounts = defineRoute({
  method: 'GET',
  path: '/api/v1/record-counts',
  summary: "How many records of each model the product's own database holds, and how that grows.",
  access: 'operations.read',
  response: RecordCounts,
});

export const runRecordCounts = defineRoute({
  method: 'POST',
  path: '/api/v1/record-counts/run',
  summary: 'Count now, instead of at the next ten minutes. The figures follow.',
  access: 'checks.run',
  status: 204,
});
