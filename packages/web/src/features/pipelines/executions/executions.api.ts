import {
  exportStageExecutions,
  getStageExecution,
  listStageExecutions,
  type StageExecutionFilter,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../../lib/api.ts';
import { resolveRange } from '../../../lib/time/time-range.ts';
import { endsNow } from '../pipelines.api.ts';
import type { ExecutionFilters } from './executions-search.ts';

export interface AskedExecutions {
  readonly filters: ExecutionFilters;
  readonly range: string;
  readonly timeZone: string;
}

/** The range is read when it is asked for: `24h` moves on with every refresh. */
const toFilter = ({ filters, range, timeZone }: AskedExecutions): StageExecutionFilter => {
  const span = resolveRange(range, new Date(), timeZone);
  return {
    ...filters,
    from: span?.from.toISOString(),
    to: endsNow(range) ? undefined : span?.to.toISOString(),
  };
};

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
export const executionsExportUrl = (asked: AskedExecutions, format: 'csv' | 'ndjson'): string =>
  urlOf(exportStageExecutions, {
    query: {
      ...toFilter(asked),
      format,
      ...(format === 'csv' ? { timeZone: asked.timeZone } : {}),
    },
  });
