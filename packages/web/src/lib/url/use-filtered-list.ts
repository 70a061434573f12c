import { useMemo } from 'react';
import type { FilterParameters, OneValueFilters, OneValues } from './one-value-filters.ts';
import type { UrlState } from './url-state.ts';
import { fromTheTop } from './use-paging.ts';

/** The parameters that such a list has, or may have. */
interface FilteredSearch {
  f?: string[] | undefined;
  after?: string | undefined;
  peek?: string | undefined;
}

/** A list by filters, one value each: its address, and what changes it. */
export interface FilteredList<S, V> {
  readonly search: S;
  readonly filters: V;
  readonly isFiltered: boolean;
  /** The parameters with some filters changed: of a link. */
  readonly searchWith: (change: V) => S;
  readonly filter: (change: V) => void;
  readonly clear: () => void;
}

export const useFilteredList = <S extends FilteredSearch, F extends FilterParameters>(
  [search, change]: readonly [search: S, change: UrlState<FilteredSearch>[1]],
  fields: OneValueFilters<F>,
): FilteredList<S, OneValues<F>> => {
  const { f } = search;
  const filters = useMemo(() => fields.read(f), [fields, f]);
  return {
    search,
    filters,
    isFiltered: f !== undefined,
    searchWith: (next) => fields.with(search, next),
    filter: (next) => change(fields.with<FilteredSearch>({ f }, next)),
    clear: () => change({ f: undefined, ...fromTheTop }),
  };
};
