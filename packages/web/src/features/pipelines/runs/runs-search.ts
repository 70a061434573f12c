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
const runFilters = oneValueFilters({
  status: RunStatusFilter,
  pipeline: Name,
  failedStage: Name,
  traceId: z.string().min(1).max(64),
  slowerThan: z.enum(['p95']),
});

export interface RunFilters {
  readonly status?: RunStatusFilter | undefined;
  readonly pipeline?: string | undefined;
  /** Needs the pipeline. */
  readonly failedStage?: string | undefined;
  readonly traceId?: string | undefined;
  readonly slowerThan?: 'p95' | undefined;
}

export const RunsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(runFilters.isFilter)).max(5).optional(),
  after: CursorParam.optional(),
});
export type RunsSearch = z.infer<typeof RunsSearch>;

/** What the address asks for; it was checked when it was read. */
export const readRunFilters = (texts: readonly string[] | undefined): RunFilters => {
  const { failedStage, ...filters } = runFilters.read(texts) as RunFilters;
  // Stages of different pipelines may have the same name.
  return filters.pipeline === undefined || failedStage === undefined
    ? filters
    : { ...filters, failedStage };
};

export const writeRunFilters = (filters: RunFilters): string[] | undefined =>
  runFilters.write({ ...filters });

/** The parameters with some filters changed, from the first page on. */
export const withRunFilters = (search: RunsSearch, change: RunFilters): RunsSearch => ({
  ...search,
  f: writeRunFilters({ ...readRunFilters(search.f), ...change }),
  after: undefined,
});
