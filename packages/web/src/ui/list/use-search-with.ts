import { useMemo } from 'react';
import type { Filter } from '../../lib/filters.ts';
import type { SearchWith } from '../filter-link.tsx';

interface FilteredPage {
  readonly search: object;
  readonly filters: readonly Filter[];
}

/** For the links of rows: the parameters of this page with one filter more, from the first page on. */
export const useSearchWith = (
  { search, filters }: FilteredPage,
  withFilter: (filters: readonly Filter[], added: Filter) => readonly Filter[],
  filterChange: (filters: readonly Filter[]) => object,
): SearchWith =>
  useMemo<SearchWith>(
    () => (filter) => ({ ...search, ...filterChange(withFilter(filters, filter)) }),
    [search, filters, withFilter, filterChange],
  );
