import { getFirstSteps } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** Asks every two seconds until the first event has come. */
export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => api(getFirstSteps, {}, { signal }),
  refetchInterval: ({ state }) => (state.data?.firstEvent ? false : 2000),
  staleTime: 0,
});
