import {
  cancelBulkAction,
  getBulkAction,
  previewBulkAction,
  startBulkAction,
  type BulkAction,
  type BulkActionName,
  type BulkTarget,
  type RouteCall,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

const key = ['bulk-actions'] as const;

/** What it would do now: never an answer of before. */
export const previewQuery = (action: BulkActionName, target: BulkTarget) =>
  queryOptions({
    queryKey: [...key, 'preview', action, target],
    queryFn: ({ signal }) => api(previewBulkAction, { body: { action, target } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const hasEnded = ({ state }: Pick<BulkAction, 'state'>): boolean =>
  state === 'done' || state === 'cancelled';

const askAgainMs = 1_000;

export const bulkActionQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => api(getBulkAction, { params: { id } }, { signal }),
    // Where changes are not heard of, it is looked at anyway.
    refetchInterval: ({ state: { data } }) => (data && hasEnded(data) ? false : askAgainMs),
  });

export const useStartBulkAction = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteCall<typeof startBulkAction>['body']) => api(startBulkAction, { body }),
    onSuccess: (started) => client.setQueryData(bulkActionQuery(started.id).queryKey, started),
  });
};

export const useCancelBulkAction = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api(cancelBulkAction, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
};
