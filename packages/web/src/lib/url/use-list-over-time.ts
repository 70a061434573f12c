import { useMemo } from 'react';
import { endsNow } from '../time/time-range.ts';
import { useTimeZone } from '../time/time-zone.ts';
import type { FilterParameters, OneValueFilters, OneValues } from './one-value-filters.ts';
import type { UrlState } from './url-state.ts';
import { useFilteredList, type FilteredList } from './use-filtered-list.ts';
import { fromTheTop } from './use-paging.ts';

/** The parameters that such a list has, or may have. */
interface ListSearch {
  range?: string | undefined;
  tz?: 'browser' | 'utc' | undefined;
  f?: string[] | undefined;
  after?: string | undefined;
  peek?: string | undefined;
}

/** What a list over time asks for; the range is read when it does so. */
export interface AskedOverTime<V> {
  readonly filters: V;
  readonly range: string;
  readonly timeZone: string;
}

/** A list by range and filters, one value each: its address, and what changes it. */
export interface ListOverTime<S, V> extends FilteredList<S, V> {
  readonly range: string;
  readonly asked: AskedOverTime<V>;
  /** New rows can come into view: on the first page of a range that ends now. */
  readonly isNewest: boolean;
  readonly move: (range: string) => void;
  readonly setTz: (tz: ListSearch['tz']) => void;
}

/** @param defaultRange is not written into the address */
export const useListOverTime = <S extends ListSearch, F extends FilterParameters>(
  [search, change]: readonly [search: S, change: UrlState<ListSearch>[1]],
  fields: OneValueFilters<F>,
  defaultRange: string,
): ListOverTime<S, OneValues<F>> => {
  const list = useFilteredList([search, change], fields);
  const timeZone = useTimeZone();
  const { range = defaultRange, after } = search;
  const { filters } = list;
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  return {
    ...list,
    range,
    asked,
    isNewest: after === undefined && endsNow(range),
    move: (next) => change({ range: next === defaultRange ? undefined : next, ...fromTheTop }),
    setTz: (tz) => change({ tz }),
  };
};
