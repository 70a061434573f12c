import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './lib/api.ts';

const isPassing = (error: Error): boolean =>
  error instanceof ApiError && (error.code === 'unreachable' || error.code === 'unavailable');

/** `onSignedOut` is called when the server no longer knows the session. */
export const createQueryClient = (onSignedOut: () => void): QueryClient => {
  const onError = (error: Error): void => {
    if (error instanceof ApiError && error.code === 'unauthenticated') onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => isPassing(error) && failures < 2,
      },
      mutations: { retry: false },
    },
  });
};
