import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { toIncidentQuery, writeFilters } from './filters/incident-fields.ts';
import type { AskedIncidents } from './incidents.api.ts';
import { IncidentsSearch, defaultRows } from './incidents-search.ts';

export interface IncidentsPageState {
  readonly search: IncidentsSearch;
  readonly change: (patch: SearchChange<IncidentsSearch>, options?: { replace?: boolean }) => void;
  readonly filters: readonly Filter[];
  readonly asked: AskedIncidents;
  readonly rows: NonNullable<IncidentsSearch['rows']>;
}

/** What the address asks for. */
export const useIncidentsPage = (): IncidentsPageState => {
  const [search, change] = useUrlState(IncidentsSearch);
  return useMemo(
    () => ({
      search,
      change,
      filters: readFilters(search.f),
      asked: { ...toIncidentQuery(search.f), q: search.q, sort: search.sort ?? 'severity' },
      rows: search.rows ?? defaultRows,
    }),
    [search, change],
  );
};

/** The list begins anew. */
const first = { after: undefined, peek: undefined } as const;

/** Of the words that are searched for; none are not written. */
export const textChange = (q: string): SearchChange<IncidentsSearch> => ({
  q: q.trim() === '' ? undefined : q,
  ...first,
});

export const filterChange = (
  filters: readonly Filter[],
  q?: string,
): SearchChange<IncidentsSearch> => ({
  f: writeFilters(filters),
  ...(q !== undefined && textChange(q)),
  ...first,
});

export const sortChange = (sort: AskedIncidents['sort']): SearchChange<IncidentsSearch> => ({
  sort: sort === 'opened' ? sort : undefined,
  ...first,
});

export const rowsChange = (rows: IncidentsSearch['rows']): SearchChange<IncidentsSearch> => ({
  rows: rows === defaultRows ? undefined : rows,
  after: undefined,
});
