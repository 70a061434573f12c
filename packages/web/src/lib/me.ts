import { getMe, updatePreferences, type Permission, type Preferences } from '@taffrail/contract';
import {
  queryOptions,
  useMutation,
  useQueryClient,
  useSuspenseQuery,
  type UseMutateFunction,
} from '@tanstack/react-query';
import { api } from './api.ts';
import { rememberTheme } from './theme.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api(getMe, {}, { signal }),
  staleTime: 5 * 60_000,
});

/** The signed-in operator; only inside the shell, which loads it first. */
export const useMe = () => useSuspenseQuery(meQuery).data;

export const useCan = (permission: Permission): boolean => useMe().permissions.includes(permission);

export type ChangePreferences = UseMutateFunction<unknown, Error, Partial<Preferences>>;

const mutationKey = ['preferences'];

/** The preferences and a function to change some of them: shown at once, kept by the server. */
export const usePreferences = (): [Preferences, ChangePreferences] => {
  const client = useQueryClient();
  const { preferences } = useMe();
  const { mutate } = useMutation({
    mutationKey,
    // One after the other: of two changes the later one must win.
    scope: { id: 'preferences' },
    mutationFn: (change: Partial<Preferences>) => api(updatePreferences, { body: change }),
    onMutate: (change) => {
      if (change.theme) rememberTheme(change.theme);
      client.setQueryData(meQuery.queryKey, (me) =>
        me ? { ...me, preferences: { ...me.preferences, ...change } } : me,
      );
    },
    onSuccess: (me) => {
      // The answer to a change that another has overtaken would take that one back from the screen.
      if (client.isMutating({ mutationKey }) === 1) client.setQueryData(meQuery.queryKey, me);
    },
    onError: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  return [preferences, mutate];
};
