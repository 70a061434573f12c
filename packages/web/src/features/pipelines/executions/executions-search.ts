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
const executionFilters = oneValueFilters({
  status: RunStatus,
  pipeline: Name,
  stage: Name,
  traceId: z.string().min(1).max(64),
});

export interface ExecutionFilters {
  readonly status?: RunStatus | undefined;
  readonly pipeline?: string | undefined;
  /** Needs the pipeline. */
  readonly stage?: string | undefined;
  readonly traceId?: string | undefined;
}

export const ExecutionsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(executionFilters.isFilter)).max(4).optional(),
  after: CursorParam.optional(),
});
export type ExecutionsSearch = z.infer<typeof ExecutionsSearch>;

/** What the address asks for; it was checked when it was read. */
export const readExecutionFilters = (texts: readonly string[] | undefined): ExecutionFilters => {
  const { stage, ...filters } = executionFilters.read(texts) as ExecutionFilters;
  // Stages of different pipelines may have the same name.
  return filters.pipeline === undefined || stage === undefined ? filters : { ...filters, stage };
};

/** The parameters with some filters changed, from the first page on. */
export const withExecutionFilters = (
  search: ExecutionsSearch,
  change: ExecutionFilters,
): ExecutionsSearch => ({
  ...search,
  f: executionFilters.write({ ...readExecutionFilters(search.f), ...change }),
  after: undefined,
});
