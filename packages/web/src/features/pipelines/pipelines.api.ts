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
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import { askedSpan } from '../../lib/time/asked-span.ts';
import type { AskedOverTime } from '../../lib/url/use-list-over-time.ts';
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

type AskedRuns = AskedOverTime<RunFilters>;

export const toFilter = ({ filters, range, timeZone }: AskedRuns): PipelineRunFilter => ({
  ...filters,
  ...askedSpan(range, timeZone),
});

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
export const exportUrl = (asked: AskedRuns, format: DownloadFormat): string =>
  urlOf(exportPipelineRuns, {
    query: {
      ...toFilter(asked),
      ...downloadAs(format, asked.timeZone),
    },
  });
