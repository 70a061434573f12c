import {
  changeCheck,
  createCheck,
  enableCheck,
  exportCheckRuns,
  getCheckHistory,
  getCheckRun,
  listCheckRuns,
  listChecks,
  listHeartbeatPings,
  listHeartbeats,
  moveHeartbeat,
  removeCheck,
  runCheck,
  tryCheck,
  type CheckRange,
  type CheckRunFilter,
  type RouteCall,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import { askedSpan } from '../../lib/time/asked-span.ts';
import type { AskedOverTime } from '../../lib/url/use-list-over-time.ts';
import type { RunFilters } from './checks-search.ts';

const key = ['checks'] as const;

type Watched = Pick<RunFilters, 'condition' | 'result'>;

export const checksQuery = ({ condition, result }: Watched = {}) =>
  queryOptions({
    queryKey: [...key, 'watched', condition, result],
    queryFn: ({ signal }) => api(listChecks, { query: { condition, result } }, { signal }),
    placeholderData: keepPreviousData,
  });

type AskedRuns = AskedOverTime<RunFilters>;

const toFilter = ({ filters, range, timeZone }: AskedRuns): CheckRunFilter => ({
  ...filters,
  ...askedSpan(range, timeZone),
});

const runsAPage = 50;

export const runsQuery = (asked: AskedRuns, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...key, 'runs', asked, cursor],
    queryFn: ({ signal }) =>
      api(listCheckRuns, { query: { ...toFilter(asked), cursor, limit: runsAPage } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'run', id],
    queryFn: ({ signal }) => api(getCheckRun, { params: { id } }, { signal }),
  });

export const historyQuery = (id: string | undefined, range: CheckRange) =>
  queryOptions({
    queryKey: [...key, 'history', id, range],
    queryFn: ({ signal }) =>
      api(getCheckHistory, { params: { id: id ?? '' }, query: { range } }, { signal }),
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
  });

export const heartbeatsQuery = queryOptions({
  queryKey: [...key, 'heartbeats'],
  queryFn: ({ signal }) => api(listHeartbeats, {}, { signal }),
});

const pingsShown = 10;

export const pingsQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'pings', id],
    queryFn: ({ signal }) =>
      api(listHeartbeatPings, { params: { id }, query: { limit: pingsShown } }, { signal }),
  });

/** The address of a download with the same filters. */
export const exportUrl = (asked: AskedRuns, format: DownloadFormat): string =>
  urlOf(exportCheckRuns, {
    query: {
      ...toFilter(asked),
      ...downloadAs(format, asked.timeZone),
    },
  });

export const askForRun = (id: string): Promise<undefined> => api(runCheck, { params: { id } });

const useChange = <Given, Answer>(change: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Also when it was refused: somebody else may have changed it.
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
};

export type WantedCheck = RouteCall<typeof createCheck>['body'];
export type WantedConfig = WantedCheck['config'];
type ChangedCheck = RouteCall<typeof changeCheck>['body'];

export const useMakeCheck = () => useChange((body: WantedCheck) => api(createCheck, { body }));

export const useChangeCheck = () =>
  useChange(({ id, body }: { id: string; body: ChangedCheck }) =>
    api(changeCheck, { params: { id }, body }),
  );

export const useEnableCheck = () =>
  useChange(({ id, ...body }: { id: string; isEnabled: boolean; version: number }) =>
    api(enableCheck, { params: { id }, body }),
  );

export const useRemoveCheck = () => useChange((id: string) => api(removeCheck, { params: { id } }));

export const useMoveHeartbeat = () =>
  useChange((id: string) => api(moveHeartbeat, { params: { id } }));

export const useTryCheck = () =>
  useMutation({ mutationFn: (config: WantedConfig) => api(tryCheck, { body: { config } }) });
