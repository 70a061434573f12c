import {
  createApiKey,
  getFirstSteps,
  listApiKeys,
  revokeApiKey,
  type RouteCall,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await api(listApiKeys, {}, { signal })).items,
});

/** Where products send to: the console's address as it is reached from outside. */
export const consoleUrlQuery = queryOptions({
  queryKey: ['console-url'],
  queryFn: async ({ signal }) => (await api(getFirstSteps, {}, { signal })).ingestUrl,
  staleTime: Infinity,
});

export type WantedKey = RouteCall<typeof createApiKey>['body'];

export const useMakeKey = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: WantedKey) => api(createApiKey, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
};

export const useRevokeKey = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api(revokeApiKey, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
};
