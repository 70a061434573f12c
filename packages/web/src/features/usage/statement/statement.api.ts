import { exportUsageStatement, getUsageStatement } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../../lib/api.ts';

export const statementQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['usage', 'statement', month],
    queryFn: ({ signal }) => api(getUsageStatement, { query: { month } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Every line, as a file. */
export const statementFileUrl = (month: string | undefined): string =>
  urlOf(exportUsageStatement, { query: { month } });
