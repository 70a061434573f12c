import { listToldFailures, replayToldFailure } from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';

/** The newest of them: there should be none. */
const shown = 20;

export const toldFailuresQuery = queryOptions({
  // Under that of the inbox, so that its refresh reaches it.
  queryKey: ['inbox', 'told'],
  queryFn: ({ signal }) => api(listToldFailures, { query: { limit: shown } }, { signal }),
});

export const useReplayTold = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api(replayToldFailure, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: toldFailuresQuery.queryKey }),
  });
};
