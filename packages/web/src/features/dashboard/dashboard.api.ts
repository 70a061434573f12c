import {
  getAttention,
  getDashboard,
  getDashboardRequests,
  getUsageToday,
  listActivity,
  listPipelines,
  type Activity,
  type DashboardRange,
  type PipelineList,
  type PipelineRange,
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

export const attentionQuery = queryOptions({
  queryKey: ['dashboard', 'attention'],
  queryFn: ({ signal }) => api(getAttention, {}, { signal }),
});

export const activityQuery = (asked: DashboardRange) =>
  shownQuery('activity', asked, (call, options) => api(getDashboard, call, options));

export const requestsQuery = (asked: DashboardRange) =>
  shownQuery('requests', asked, (call, options) => api(getDashboardRequests, call, options));

export const aiCostQuery = queryOptions({
  queryKey: ['dashboard', 'ai-cost'],
  queryFn: ({ signal }) => api(getUsageToday, {}, { signal }),
});

/** Of today, the last 24 hours: pipelines go on at night. */
export const pipelineRanges = {
  '1d': '24h',
  '7d': '7d',
  '30d': '30d',
} as const satisfies Record<DashboardRange, PipelineRange>;

export const pipelinesQuery = (asked: DashboardRange) =>
  queryOptions({
    queryKey: ['dashboard', 'pipelines', asked],
    queryFn: async ({ signal }): Promise<Shown<PipelineList>> => ({
      ...(await api(listPipelines, { query: { range: pipelineRanges[asked] } }, { signal })),
      asked,
    }),
    placeholderData: keepPreviousData,
  });

const recentCount = 10;

export const recentActionsQuery = queryOptions({
  queryKey: ['dashboard', 'recent-actions'],
  queryFn: async ({ signal }): Promise<readonly Activity[]> =>
    (await api(listActivity, { query: { limit: recentCount } }, { signal })).items,
});
