import { getAlertChain, type ChainPlace, type ChangeTopic } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** What a chain is made of: whatever shows one asks again when these change. */
export const chainTopics: readonly ChangeTopic[] = ['alerts', 'incidents', 'pipelines'];

export const chainQuery = (place: ChainPlace, id: string) =>
  queryOptions({
    queryKey: ['alert-chain', place, id],
    queryFn: ({ signal }) => api(getAlertChain, { params: { place, id } }, { signal }),
  });
