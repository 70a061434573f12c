import {
  exportActivity,
  getActivityHistogram,
  listActions,
  listActivity,
  listOrganizations,
  listUsers,
  type Activity,
} from '@taffrail/contract';
import {
  keepPreviousData,
  queryOptions,
  skipToken,
  type FetchQueryOptions,
  type QueryClient,
} from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import type { Asked as AskedOf } from '../../ui/live/list/use-asked.ts';
import type { LogSource } from '../../ui/live/use-latest-rows.ts';
import type { ActivityQuery } from './filters/activity-fields.ts';

export type Asked = AskedOf<ActivityQuery>;

/** An answer belongs to its moment: only asking anew gives another. */
const ofItsMoment = { staleTime: Infinity, placeholderData: keepPreviousData } as const;

export const logQuery = (asked: Asked | undefined, limit: number, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['activity', 'log', asked, limit, cursor],
    queryFn: asked
      ? ({ signal }) => {
          const { query, from, to } = asked;
          return api(listActivity, { query: { ...query, from, to, limit, cursor } }, { signal });
        }
      : skipToken,
    ...ofItsMoment,
  });

/** What the live tail follows. */
export const activitySource: LogSource<Activity, Asked> = {
  topics: ['activity'],
  read: ({ query }, page) => api(listActivity, { query: { ...query, ...page } }),
};

export const histogramQuery = (asked: Asked | undefined, asOf: Date) =>
  queryOptions({
    queryKey: ['activity', 'histogram', asked, asOf],
    queryFn: asked
      ? ({ signal }) => {
          const { query, from, to = asOf.toISOString() } = asked;
          return api(getActivityHistogram, { query: { ...query, from, to } }, { signal });
        }
      : skipToken,
    ...ofItsMoment,
  });

export const actionsQuery = queryOptions({
  queryKey: ['activity', 'actions'],
  queryFn: ({ signal }) => api(listActions, {}, { signal }),
  staleTime: 60_000,
});

const named = { limit: 20 } as const;
const namesStayMs = 5 * 60_000;

/** The organizations that begin so, or the one with this id. */
export const organizationsQuery = (q: string) =>
  queryOptions({
    queryKey: ['organizations', q],
    queryFn: ({ signal }) => api(listOrganizations, { query: { ...named, q } }, { signal }),
    staleTime: namesStayMs,
  });

export const usersQuery = (q: string) =>
  queryOptions({
    queryKey: ['users', q],
    queryFn: ({ signal }) => api(listUsers, { query: { ...named, q } }, { signal }),
    staleTime: namesStayMs,
  });

interface Named {
  readonly id: string;
}

interface NamedPage<T extends Named> {
  items: T[];
  nextCursor: string | null;
}

/** What begins so; each is remembered under its id, so that a chip knows its name at once. */
export const findNamed = async <T extends Named>(
  client: QueryClient,
  queryOf: (q: string) => FetchQueryOptions<NamedPage<T>, Error, NamedPage<T>, string[]>,
  q: string,
): Promise<readonly T[]> => {
  const { items } = await client.fetchQuery(queryOf(q));
  for (const item of items) {
    client.setQueryData(queryOf(item.id).queryKey, { items: [item], nextCursor: null });
  }
  return items;
};

/** The address of a download with the same filters. */
export const exportUrl = (
  { query, from, to }: Asked,
  format: DownloadFormat,
  timeZone: string,
): string =>
  urlOf(exportActivity, {
    query: { ...query, from, to, ...downloadAs(format, timeZone) },
  });
