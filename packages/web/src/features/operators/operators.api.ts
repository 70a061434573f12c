import {
  createInvite,
  listOperators,
  updateOperator,
  withdrawInvite,
  type Role,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { meQuery } from '../../lib/me.ts';

export const operatorsQuery = queryOptions({
  queryKey: ['operators'],
  queryFn: ({ signal }) => api(listOperators, {}, { signal }),
});

/** Whoever changes themselves sees the console of their new role at once. */
const useChanged = () => {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: operatorsQuery.queryKey }),
      client.invalidateQueries({ queryKey: meQuery.queryKey }),
    ]);
};

export const useUpdateOperator = (id: string) =>
  useMutation({
    mutationFn: (body: { role?: Role; disabled?: boolean }) =>
      api(updateOperator, { params: { id }, body }),
    onSuccess: useChanged(),
  });

export const useInvite = () =>
  useMutation({
    mutationFn: (body: { email: string; role: Role }) => api(createInvite, { body }),
    onSuccess: useChanged(),
  });

export const useWithdrawInvite = () =>
  useMutation({
    mutationFn: (id: string) => api(withdrawInvite, { params: { id } }),
    onSuccess: useChanged(),
  });
