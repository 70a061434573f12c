import {
  getDashboard,
  getDashboardRequests,
  getUsageToday,
  listActivity,
  type Activity,
  type DashboardRange,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, type QueryFunctionContext } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** The figures and what was asked for: while another range loads, the old ones stay in view. */
export type Shown<T> = T & { readonly asked: DashboardRange };

const shownQuery = <T>(
  what: string,
  asked: DashboardRange,
  ask: (
    call: { query: { range: DashboardRange } },
    options: Pick<QueryFunctionContext, 'signal'>,
  ) => Promise<T>,
) =>
  queryOptions({
    queryKey: ['dashboard', what, asked],
    queryFn: async ({ signal }): Promise<Shown<T>> => ({
      ...(await ask({ query: { range: asked } }, { signal })),
      asked,
    }),
    placeholderData: keepPreviousData,
  });

export const activityQuery = (asked: DashboardRange) =>
  shownQuery('activity', asked, (call, options) => api(getDashboard, call, options));

export const requestsQuery = (asked: DashboardRange) =>
  shownQuery('requests', asked, (call, options) => api(getDashboardRequests, call, options));

export const aiCostQuery = queryOptions({
  queryKey: ['dashboard', 'ai-cost'],
  queryFn: ({ signal }) => api(getUsageToday, {}, { signal }),
});

const recentCount = 10;

export const recentActionsQuery = queryOptions({
  queryKey: ['dashboard', 'recent-actions'],
  queryFn: async ({ signal }): Promise<readonly Activity[]> =>
    (await api(listActivity, { query: { limit: recentCount } }, { signal })).items,
});
