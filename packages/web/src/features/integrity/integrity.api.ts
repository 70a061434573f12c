import { getIntegrity, getIntegrityCheck, runIntegrity } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
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

/** All checks; the results follow. */
export const askForRun = (): Promise<unknown> => api(runIntegrity, {});
