import {
  getIntegrity,
  getIntegrityCheck,
  runIntegrity,
  setIntegrityThresholds,
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
