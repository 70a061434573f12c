import { useMemo } from 'react';
import { endsNow } from '../time/time-range.ts';
import { useTimeZone } from '../time/time-zone.ts';
import type { FilterParameters, OneValueFilters, OneValues } from './one-value-filters.ts';
import type { UrlState } from './url-state.ts';

/** The parameters that such a list has, or may have. */
interface ListSearch {
  range?: string | undefined;
  tz?: 'browser' | 'utc' | undefined;
  f?: string[] | undefined;
  after?: string | undefined;
  peek?: string | undefined;
}

/** The list begins anew. */
const fromTheTop = { after: undefined, peek: undefined } as const;

/** What a list over time asks for; the range is read when it does so. */
export interface AskedOverTime<V> {
  readonly filters: V;
  readonly range: string;
  readonly timeZone: string;
}

/** A list by range and filters, one value each: its address, and what changes it. */
export interface ListOverTime<S, V> {
  readonly search: S;
  readonly range: string;
  readonly filters: V;
  readonly asked: AskedOverTime<V>;
  readonly isFiltered: boolean;
  /** New rows can come into view: on the first page of a range that ends now. */
  readonly isNewest: boolean;
  /** The parameters with some filters changed: of a link. */
  readonly searchWith: (change: V) => S;
  readonly filter: (change: V) => void;
  readonly clear: () => void;
  readonly move: (range: string) => void;
  readonly setTz: (tz: ListSearch['tz']) => void;
}

/** @param defaultRange is not written into the address */
export const useListOverTime = <S extends ListSearch, F extends FilterParameters>(
  [search, change]: readonly [search: S, change: UrlState<ListSearch>[1]],
  fields: OneValueFilters<F>,
  defaultRange: string,
): ListOverTime<S, OneValues<F>> => {
  const timeZone = useTimeZone();
  const { range = defaultRange, f, after } = search;
  const filters = useMemo(() => fields.read(f), [fields, f]);
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  return {
    search,
    range,
    filters,
    asked,
    isFiltered: f !== undefined,
    isNewest: after === undefined && endsNow(range),
    searchWith: (next) => fields.with(search, next),
    filter: (next) => change({ f: fields.with({ f }, next).f, ...fromTheTop }),
    clear: () => change({ f: undefined, ...fromTheTop }),
    move: (next) => change({ range: next === defaultRange ? undefined : next, ...fromTheTop }),
    setTz: (tz) => change({ tz }),
  };
};
