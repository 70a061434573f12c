import {
  acceptBaseline,
  getLoadTestRun,
  listLoadTestRuns,
  listLoadTests,
  type LoadTestVerdict,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export interface AskedRuns {
  readonly loadTestId: string | undefined;
  readonly verdict: LoadTestVerdict | undefined;
  readonly cursor: string | undefined;
}

export const runsAPage = 20;

export const runsQuery = (asked: AskedRuns) =>
  queryOptions({
    queryKey: ['load-tests', 'runs', asked],
    queryFn: ({ signal }) =>
      api(listLoadTestRuns, { query: { ...asked, limit: runsAPage } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Names of tests, and when they run next. */
export const loadTestsQuery = queryOptions({
  queryKey: ['load-tests', 'tests'],
  queryFn: async ({ signal }) => (await api(listLoadTests, {}, { signal })).items,
});

/** The last runs of one test, whatever the list is filtered by, newest first. */
export const lastRunsQuery = (loadTestId: string | undefined) =>
  queryOptions({
    queryKey: ['load-tests', 'last-runs', loadTestId],
    queryFn: async ({ signal }) =>
      (await api(listLoadTestRuns, { query: { loadTestId, limit: runsAPage } }, { signal })).items,
    enabled: loadTestId !== undefined,
    placeholderData: keepPreviousData,
  });

export const runQuery = (id: string, baseline?: string) =>
  queryOptions({
    queryKey: ['load-tests', 'run', id, baseline],
    queryFn: ({ signal }) =>
      api(getLoadTestRun, { params: { id }, query: { baseline } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const useAcceptBaseline = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ loadTestId, runId }: { loadTestId: string; runId: string | null }) =>
      api(acceptBaseline, { params: { id: loadTestId }, body: { runId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['load-tests'] }),
  });
};
