import { LoadTestVerdict } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import { CursorParam, FilterParam, TimeZoneParam } from '../../lib/url/search-params.ts';

/** What the list can be filtered by, one value each. */
export const runFilters = oneValueFilters({ plan: z.uuid(), verdict: LoadTestVerdict });
export type RunFilters = ReturnType<typeof runFilters.read>;

export const LoadTestsSearch = z.object({
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(runFilters.isFilter)).max(2).optional(),
  after: CursorParam.optional(),
  /** The run that is open. */
  peek: z.uuid().optional(),
});
export type LoadTestsSearch = z.infer<typeof LoadTestsSearch>;

export const LoadTestRunSearch = z.object({
  tz: TimeZoneParam.optional(),
  /** The run to compare with: the accepted one, or the last that passed, unless given. */
  baseline: z.uuid().optional(),
});
export type LoadTestRunSearch = z.infer<typeof LoadTestRunSearch>;
