import { listApiKeys, listAuditLog, listOperators } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { askedSpan } from '../../lib/time/asked-span.ts';
import type { AskedOverTime } from '../../lib/url/use-list-over-time.ts';
import type { AuditFilters } from './audit-filters.ts';

export const auditQuery = (asked: AskedOverTime<AuditFilters>, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['audit-log', asked, cursor],
    queryFn: ({ signal }) => {
      const { filters, range, timeZone } = asked;
      const query = { ...filters, ...askedSpan(range, timeZone), cursor };
      return api(listAuditLog, { query }, { signal });
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
