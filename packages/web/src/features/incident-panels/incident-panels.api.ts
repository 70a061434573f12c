import {
  getDashboardIncidents,
  getDashboardWeek,
  listPipelineRuns,
  listPipelines,
} from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** With the figures of Home: what is loaded anew there is loaded anew here. */
const key = ['dashboard', 'panels'] as const;

export const incidentsQuery = queryOptions({
  queryKey: [...key, 'incidents'],
  queryFn: ({ signal }) => api(getDashboardIncidents, {}, { signal }),
});

export const weekQuery = queryOptions({
  queryKey: [...key, 'week'],
  queryFn: ({ signal }) => api(getDashboardWeek, {}, { signal }),
});

export const pipelineHealthQuery = queryOptions({
  queryKey: [...key, 'pipelines'],
  queryFn: ({ signal }) => api(listPipelines, { query: { range: '24h' } }, { signal }),
});

const failedCount = 5;

export const failedRunsQuery = queryOptions({
  queryKey: [...key, 'failed-runs'],
  queryFn: async ({ signal }) =>
    (await api(listPipelineRuns, { query: { status: 'failed', limit: failedCount } }, { signal }))
      .items,
});
