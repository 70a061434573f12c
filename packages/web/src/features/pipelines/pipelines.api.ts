import {
  exportPipelineRuns,
  getPipelineHealth,
  getPipelineRun,
  listPipelineRuns,
  listPipelines,
  type PipelineRange,
  type PipelineRunFilter,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { isQuickRange, resolveRange } from '../../lib/time/time-range.ts';
import type { RunFilters } from './runs/runs-search.ts';

export const pipelinesQuery = (range: PipelineRange) =>
  queryOptions({
    queryKey: ['pipelines', 'list', range],
    queryFn: ({ signal }) => api(listPipelines, { query: { range } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** @param pipeline undefined until it is known which there are */
export const healthQuery = (pipeline: string | undefined, range: PipelineRange) =>
  queryOptions({
    queryKey: ['pipelines', 'health', pipeline, range],
    queryFn: ({ signal }) =>
      api(getPipelineHealth, { query: { pipeline: pipeline ?? '', range } }, { signal }),
    enabled: pipeline !== undefined,
    placeholderData: keepPreviousData,
  });

export interface AskedRuns {
  readonly filters: RunFilters;
  readonly range: string;
  readonly timeZone: string;
}

/** New runs can begin while one looks. */
export const endsNow = (range: string): boolean => isQuickRange(range) || range.endsWith('..now');

/** The range is read when it is asked for: `24h` moves on with every refresh. */
export const toFilter = ({ filters, range, timeZone }: AskedRuns): PipelineRunFilter => {
  const span = resolveRange(range, new Date(), timeZone);
  return {
    ...filters,
    from: span?.from.toISOString(),
    to: endsNow(range) ? undefined : span?.to.toISOString(),
  };
};

export const runsAPage = 50;

export const runsQuery = (asked: AskedRuns, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['pipelines', 'runs', asked, cursor],
    queryFn: ({ signal }) => {
      const query = { ...toFilter(asked), cursor, limit: runsAPage };
      return api(listPipelineRuns, { query }, { signal });
    },
    placeholderData: keepPreviousData,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['pipelines', 'run', id],
    queryFn: ({ signal }) => api(getPipelineRun, { params: { id } }, { signal }),
  });

/** The address of a download with the same filters. */
export const exportUrl = (asked: AskedRuns, format: 'csv' | 'ndjson'): string =>
  urlOf(exportPipelineRuns, {
    query: {
      ...toFilter(asked),
      format,
      ...(format === 'csv' ? { timeZone: asked.timeZone } : {}),
    },
  });
