import { acceptInvite, getInvite } from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { meQuery } from '../../lib/me.ts';

export const inviteQuery = (token: string) =>
  queryOptions({
    queryKey: ['invite', token],
    queryFn: ({ signal }) => api(getInvite, { body: { token } }, { signal }),
    staleTime: Infinity,
  });

export const useAcceptInvite = (onSignedIn: () => void) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { token: string; name: string; password: string }) =>
      api(acceptInvite, { body }),
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      onSignedIn();
    },
  });
};
