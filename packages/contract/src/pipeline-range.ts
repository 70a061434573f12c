import { z } from 'zod';

/**
 * Up to now: the last 24 hours and 7 days by whole hours, 30 and 90 days by whole days of the
 * reporting time zone, today included.
 */
export const PipelineRange = z.enum(['24h', '7d', '30d', '90d']);
export type PipelineRange = z.infer<typeof PipelineRange>;

/** Of a run of a pipeline, and of a stage in it. */
export const RunStatus = z.enum([
  'pending',
  'running',
  'succeeded',
  'failed',
  'retrying',
  'skipped',
]);
export type RunStatus = z.infer<typeof RunStatus>;

/** What runs are listed by: `stalled` are those that run and were not heard of for two minutes. */
export const RunStatusFilter = z.enum([...RunStatus.options, 'stalled']);
export type RunStatusFilter = z.infer<typeof RunStatusFilter>;

/** What is running and was not heard of for so long has stalled. */
export const stalledAfterMs = 2 * 60_000;

/** A percentage of fewer is not shown: there are not enough runs. */
export const leastRuns = 30;
