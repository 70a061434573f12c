import { RunStatusFilter } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../../lib/url/one-value-filters.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../../lib/url/search-params.ts';

export const defaultRunsRange = '24h';

const Name = z.string().min(1).max(100);

/** One value each; the names are the API's. */
export const runFilters = oneValueFilters(
  {
    status: RunStatusFilter,
    pipeline: Name,
    failedStage: Name,
    traceId: z.string().min(1).max(64),
    slowerThan: z.enum(['p95']),
  },
  // Stages of different pipelines may have the same name.
  { failedStage: 'pipeline' },
);
export type RunFilters = ReturnType<typeof runFilters.read>;

export const RunsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(runFilters.isFilter)).max(5).optional(),
  after: CursorParam.optional(),
});
export type RunsSearch = z.infer<typeof RunsSearch>;

export const { read: readRunFilters, with: withRunFilters } = runFilters;
export const writeRunFilters: (filters: RunFilters) => string[] | undefined = runFilters.write;
