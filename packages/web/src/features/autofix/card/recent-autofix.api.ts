import { listAutofixRuns } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';

export const recentRunsShown = 10;

/** Whatever the range of the page. */
export const recentRunsQuery = queryOptions({
  queryKey: ['health', 'recent-autofix'],
  queryFn: async ({ signal }) =>
    (await api(listAutofixRuns, { query: { limit: recentRunsShown } }, { signal })).items,
});
