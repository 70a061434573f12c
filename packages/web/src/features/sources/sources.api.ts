import {
  createSource,
  enableSource,
  listSources,
  removeSource,
  rotateSourceKey,
  setSourceSecret,
  testProductDatabase,
  testSource,
  type RouteAnswer,
  type RouteCall,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export type Sources = RouteAnswer<typeof listSources>;

/** A test is read within a moment, where a worker runs; past that there is no point in asking. */
const testsTakeMs = 60_000;
const testPollMs = 1_000;

const hasOpenTest = ({ asOf, items }: Sources): boolean =>
  items.some(
    ({ lastTest }) =>
      lastTest?.state === 'waiting' && Date.parse(asOf) - Date.parse(lastTest.sentAt) < testsTakeMs,
  );

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => api(listSources, {}, { signal }),
  refetchInterval: ({ state: { data } }) => (data && hasOpenTest(data) ? testPollMs : false),
});

const useChange = <Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  });
};

export const useConnect = () =>
  useChange((body: RouteCall<typeof createSource>['body']) => api(createSource, { body }));

export const useRotate = () => useChange((id: string) => api(rotateSourceKey, { params: { id } }));

export const useSetSecret = (id: string) =>
  useChange((secret: string) => api(setSourceSecret, { params: { id }, body: { secret } }));

export const useEnableSource = () =>
  useChange(({ id, ...body }: { id: string; isEnabled: boolean; version: number }) =>
    api(enableSource, { params: { id }, body }),
  );

export const useDisconnect = () => useChange((id: string) => api(removeSource, { params: { id } }));

export const useSendTest = () => useChange((id: string) => api(testSource, { params: { id } }));

export const useAskProductDatabase = () =>
  useMutation({ mutationFn: () => api(testProductDatabase, {}) });
