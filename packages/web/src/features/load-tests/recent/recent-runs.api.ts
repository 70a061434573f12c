import { listLoadTestRuns, listLoadTests } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';

export const recentRunsShown = 5;

/** Its key begins as the health page's do, so that the page refreshes it. */
export const recentRunsQuery = queryOptions({
  queryKey: ['health', 'recent-load-tests'],
  queryFn: async ({ signal }) => {
    const [{ items: runs }, { items: tests }] = await Promise.all([
      api(listLoadTestRuns, { query: { limit: recentRunsShown } }, { signal }),
      api(listLoadTests, {}, { signal }),
    ]);
    return { runs, tests };
  },
});
