import { listSystemLogs } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';

export const recentLogsShown = 5;

export const recentLogsQuery = queryOptions({
  queryKey: ['health', 'recent-logs'],
  queryFn: async ({ signal }) =>
    (await api(listSystemLogs, { query: { limit: recentLogsShown } }, { signal })).items,
});
