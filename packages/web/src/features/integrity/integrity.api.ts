import {
  getIntegrity,
  getIntegrityCheck,
  listIntegrityRows,
  runIntegrity,
  setIntegrityThresholds,
  type IntegrityCheckDetail,
  type IntegrityThresholds,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const integrityQuery = queryOptions({
  queryKey: ['health', 'integrity'],
  queryFn: ({ signal }) => api(getIntegrity, {}, { signal }),
});

export const integrityCheckQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrity', id],
    queryFn: ({ signal }) => api(getIntegrityCheck, { params: { id } }, { signal }),
  });

/** As they are now; read again after each run. */
export const affectedQuery = (
  { id, latest }: Pick<IntegrityCheckDetail, 'id' | 'latest'>,
  cursor: string | undefined,
) =>
  queryOptions({
    queryKey: ['integrity', id, 'rows', latest.at, cursor],
    queryFn: ({ signal }) =>
      api(listIntegrityRows, { params: { id }, query: { cursor } }, { signal }),
  });

/** Null resets them. */
export const useSetThresholds = (id: string, version: number) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (thresholds: IntegrityThresholds | null) =>
      api(setIntegrityThresholds, { params: { id }, body: { version, thresholds } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['integrity', id] }),
  });
};

/** All checks; the results follow. */
export const askForRun = (): Promise<unknown> => api(runIntegrity, {});
