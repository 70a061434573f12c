import {
  exportSystemLogs,
  getErrorGroup,
  getSystemLogHistogram,
  listErrorGroups,
  listSystemLogs,
  type SystemLog,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import type { Asked as AskedOf } from '../../ui/live/list/use-asked.ts';
import type { LogSource } from '../../ui/live/use-latest-rows.ts';
import type { LogQuery } from './filters/log-fields.ts';

export type Asked = AskedOf<LogQuery>;

/** An answer belongs to its moment: only asking anew gives another. */
const ofItsMoment = { staleTime: Infinity, placeholderData: keepPreviousData } as const;

export const logQuery = (asked: Asked, limit: number, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['logs', 'log', asked, limit, cursor],
    queryFn: ({ signal }) => {
      const { query, from, to } = asked;
      return api(listSystemLogs, { query: { ...query, from, to, limit, cursor } }, { signal });
    },
    ...ofItsMoment,
  });

/** What the live tail follows; of Taffrail's own logs one hears within ten seconds. */
export const logSource: LogSource<SystemLog, Asked> = {
  topics: ['system_logs'],
  read: ({ query }, page) => api(listSystemLogs, { query: { ...query, ...page } }),
};

export const histogramQuery = (asked: Asked, asOf: Date) =>
  queryOptions({
    queryKey: ['logs', 'histogram', asked, asOf],
    queryFn: ({ signal }) => {
      const { query, from, to = asOf.toISOString() } = asked;
      return api(getSystemLogHistogram, { query: { ...query, from, to } }, { signal });
    },
    ...ofItsMoment,
  });

/** The address of a download with the same filters. */
export const exportUrl = (
  { query, from, to }: Asked,
  format: DownloadFormat,
  timeZone: string,
): string =>
  urlOf(exportSystemLogs, {
    query: { ...query, from, to, ...downloadAs(format, timeZone) },
  });

/** @param asOf the moment that the page shows: asked for anew with each */
export const groupsQuery = (
  { query: { q, source, writtenBy }, from }: Asked,
  asOf: Date,
  limit: number,
  cursor: string | undefined,
) =>
  queryOptions({
    queryKey: ['logs', 'groups', { q, source, writtenBy, from }, asOf, limit, cursor],
    queryFn: ({ signal }) =>
      api(listErrorGroups, { query: { q, source, writtenBy, from, limit, cursor } }, { signal }),
    ...ofItsMoment,
  });

export const groupQuery = (fingerprint: string) =>
  queryOptions({
    queryKey: ['logs', 'group', fingerprint],
    queryFn: ({ signal }) => api(getErrorGroup, { params: { fingerprint } }, { signal }),
  });

export const occurrencesQuery = (fingerprint: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['logs', 'occurrences', fingerprint, cursor],
    queryFn: ({ signal }) =>
      api(listSystemLogs, { query: { fingerprint, limit: 25, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
