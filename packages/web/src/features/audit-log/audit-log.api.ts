import { listApiKeys, listAuditLog, listOperators } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { resolveRange } from '../../lib/time/time-range.ts';
import type { AuditFilters } from './audit-filters.ts';

export interface AskedEntries {
  readonly filters: AuditFilters;
  readonly range: string;
  readonly timeZone: string;
  readonly cursor: string | undefined;
}

/** New entries can come while one looks. */
export const endsNow = (range: string): boolean => !range.includes('..') || range.endsWith('..now');

/** The range is read when it is asked for: `7d` moves on with every refresh. */
export const auditQuery = (asked: AskedEntries) =>
  queryOptions({
    queryKey: ['audit-log', asked],
    queryFn: ({ signal }) => {
      const { filters, range, timeZone, cursor } = asked;
      const span = resolveRange(range, new Date(), timeZone);
      return api(
        listAuditLog,
        {
          query: {
            ...filters,
            from: span?.from.toISOString(),
            to: endsNow(range) ? undefined : span?.to.toISOString(),
            cursor,
          },
        },
        { signal },
      );
    },
    placeholderData: keepPreviousData,
  });

export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** Whoever may have done something; each kind for those who may see it. */
export const operatorsAsActorsQuery = queryOptions({
  queryKey: ['audit-log', 'actors', 'operators'],
  queryFn: async ({ signal }): Promise<Actor[]> =>
    (await api(listOperators, {}, { signal })).items.map(({ id, email }) => ({ id, name: email })),
  staleTime: 60_000,
});

export const keysAsActorsQuery = queryOptions({
  queryKey: ['audit-log', 'actors', 'keys'],
  queryFn: async ({ signal }): Promise<Actor[]> =>
    (await api(listApiKeys, {}, { signal })).items
      .filter(({ kind }) => kind === 'api')
      .map(({ id, name }) => ({ id, name: `the key ${name}` })),
  staleTime: 60_000,
});
