import { RunStatus } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../../lib/url/one-value-filters.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../../lib/url/search-params.ts';

export const defaultExecutionsRange = '24h';

const Name = z.string().min(1).max(100);

/** One value each; the names are the API's. */
export const executionFilters = oneValueFilters(
  { status: RunStatus, pipeline: Name, stage: Name, traceId: z.string().min(1).max(64) },
  // Stages of different pipelines may have the same name.
  { stage: 'pipeline' },
);
export type ExecutionFilters = ReturnType<typeof executionFilters.read>;

export const ExecutionsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(executionFilters.isFilter)).max(4).optional(),
  after: CursorParam.optional(),
});
export type ExecutionsSearch = z.infer<typeof ExecutionsSearch>;

export const { read: readExecutionFilters, with: withExecutionFilters } = executionFilters;
