import {
  getDelivery,
  getSourceMapping,
  listDeliveries,
  setSourceMapping,
  trySourceMapping,
  type AlertMapping,
  type RouteAnswer,
  type RouteCall,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';

export type Tried = RouteAnswer<typeof trySourceMapping>;

const key = (id: string) => ['sources', 'mapping', id] as const;

export const mappingQuery = (id: string) =>
  queryOptions({
    queryKey: [...key(id), 'said'],
    queryFn: ({ signal }) => api(getSourceMapping, { params: { id } }, { signal }),
  });

/** The latest deliveries of the source, whatever came of them. */
export const samplesQuery = (id: string) =>
  queryOptions({
    queryKey: [...key(id), 'samples'],
    queryFn: ({ signal }) =>
      api(listDeliveries, { query: { sourceId: id, limit: 20 } }, { signal }),
  });

export const sampleQuery = (id: string, deliveryId: string) =>
  queryOptions({
    queryKey: [...key(id), 'sample', deliveryId],
    queryFn: ({ signal }) => api(getDelivery, { params: { id: deliveryId } }, { signal }),
  });

/** What a mapping makes of a delivery; the last answer stays while the next one is asked for. */
export const tryQuery = (id: string, deliveryId: string, mapping: AlertMapping) =>
  queryOptions({
    queryKey: [...key(id), 'try', deliveryId, mapping],
    queryFn: ({ signal }) =>
      api(trySourceMapping, { params: { id }, body: { mapping, deliveryId } }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

export const useSetMapping = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteCall<typeof setSourceMapping>['body']) =>
      api(setSourceMapping, { params: { id }, body }),
    onSuccess: (said) => client.setQueryData(mappingQuery(id).queryKey, said),
  });
};
