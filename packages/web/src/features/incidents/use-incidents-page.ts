import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type SearchChange, type UrlState } from '../../lib/url/url-state.ts';
import { fromTheTop } from '../../lib/url/use-paging.ts';
import { listChanges } from '../../ui/list/list-changes.ts';
import { toIncidentQuery, writeFilters } from './filters/incident-fields.ts';
import type { AskedIncidents } from './incidents.api.ts';
import { IncidentsSearch, defaultRows } from './incidents-search.ts';

export interface IncidentsPageState {
  readonly search: IncidentsSearch;
  readonly change: UrlState<IncidentsSearch>[1];
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

export const { filterChange, textChange, rowsChange } = listChanges(
  { rows: defaultRows },
  writeFilters,
);

export const sortChange = (sort: AskedIncidents['sort']): SearchChange<IncidentsSearch> => ({
  sort: sort === 'opened' ? sort : undefined,
  ...fromTheTop,
});
