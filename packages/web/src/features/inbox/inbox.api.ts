import {
  getDelivery,
  getInboxDepth,
  listDeliveries,
  replayDelivery,
  replayPoisoned,
  type RouteCall,
  type SourceKind,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { viewStates, type InboxFilters, type InboxView } from './inbox-search.ts';

export interface Asked {
  readonly view: InboxView;
  readonly filters: InboxFilters;
  readonly cursor: string | undefined;
}

const key = ['inbox'] as const;

export const deliveriesQuery = (asked: Asked) =>
  queryOptions({
    queryKey: [...key, 'deliveries', asked],
    queryFn: ({ signal }) => {
      const { view, filters, cursor } = asked;
      return api(
        listDeliveries,
        { query: { ...filters, state: viewStates[view], cursor } },
        { signal },
      );
    },
    placeholderData: keepPreviousData,
  });

/** Of all sources of a kind: those of one alone are not counted. */
export const depthQuery = (kind: SourceKind | undefined) =>
  queryOptions({
    queryKey: [...key, 'depth', kind],
    queryFn: ({ signal }) => api(getInboxDepth, { query: { kind } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'delivery', id],
    queryFn: ({ signal }) => api(getDelivery, { params: { id } }, { signal }),
  });

export const useReplay = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api(replayDelivery, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
};

export const useReplayPoisoned = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteCall<typeof replayPoisoned>['body']) => api(replayPoisoned, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
};
