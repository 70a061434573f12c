import { signIn } from '@taffrail/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { meQuery } from '../../lib/me.ts';

export const useSignIn = (onSignedIn: () => void) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => api(signIn, { body }),
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me);
      onSignedIn();
    },
  });
};
