import { getRecordCounts, runRecordCounts } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const recordCountsQuery = queryOptions({
  queryKey: ['health', 'record-counts'],
  queryFn: ({ signal }) => api(getRecordCounts, {}, { signal }),
});

/** Of every model; the figures follow. */
export const askForCounting = (): Promise<unknown> => api(runRecordCounts, {});
