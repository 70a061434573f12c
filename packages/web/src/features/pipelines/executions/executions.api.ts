import {
  exportStageExecutions,
  getStageExecution,
  listStageExecutions,
  type StageExecutionFilter,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../../lib/url/download-as.ts';
import { askedSpan } from '../../../lib/time/asked-span.ts';
import type { AskedOverTime } from '../../../lib/url/use-list-over-time.ts';
import type { ExecutionFilters } from './executions-search.ts';

type AskedExecutions = AskedOverTime<ExecutionFilters>;

const toFilter = ({ filters, range, timeZone }: AskedExecutions): StageExecutionFilter => ({
  ...filters,
  ...askedSpan(range, timeZone),
});

const executionsAPage = 50;

export const executionsQuery = (asked: AskedExecutions, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['pipelines', 'executions', asked, cursor],
    queryFn: ({ signal }) => {
      const query = { ...toFilter(asked), cursor, limit: executionsAPage };
      return api(listStageExecutions, { query }, { signal });
    },
    placeholderData: keepPreviousData,
  });

export const executionQuery = (runId: string, id: string) =>
  queryOptions({
    queryKey: ['pipelines', 'execution', runId, id],
    queryFn: ({ signal }) => api(getStageExecution, { params: { runId, id } }, { signal }),
  });

/** The address of a download with the same filters. */
export const executionsExportUrl = (asked: AskedExecutions, format: DownloadFormat): string =>
  urlOf(exportStageExecutions, {
    query: {
      ...toFilter(asked),
      ...downloadAs(format, asked.timeZone),
    },
  });
