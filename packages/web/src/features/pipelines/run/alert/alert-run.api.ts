import {
  alertPipeline,
  failAlertRun,
  getAlertRun,
  retryAlertRun,
  type PipelineRun,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ApiError } from '../../../../lib/api.ts';

const keyOf = (id: string) => ['pipelines', 'alert-run', id] as const;

/** Null of a run that the product told of, whatever it is called. */
export const alertRunQuery = (id: string, run: Pick<PipelineRun, 'pipeline'> | undefined) =>
  queryOptions({
    queryKey: keyOf(id),
    queryFn: async ({ signal }) => {
      try {
        return await api(getAlertRun, { params: { id } }, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'not_found') return null;
        throw error;
      }
    },
    enabled: run?.pipeline === alertPipeline,
  });

/** Whatever was known of runs is asked for again. */
const useAct = <Given, Answer>(act: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    // A conflict says that it has changed, too.
    onSettled: () => client.invalidateQueries({ queryKey: ['pipelines'] }),
  });
};

export const useRetryRun = (id: string) =>
  useAct((version: number) => api(retryAlertRun, { params: { id }, body: { version } }));

export const useFailRun = (id: string) =>
  useAct((body: { version: number; reason: string }) =>
    api(failAlertRun, { params: { id }, body }),
  );
