import { useCallback, useMemo, useState } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { isQuickRange, resolveRange, type Span } from '../../lib/time-range.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { useUrlState, type SearchChange } from '../../lib/url-state.ts';
import { ActivitySearch, defaultRange, defaultRows, viewSearchOf } from './activity-search.ts';
import type { Asked } from './activity.api.ts';
import { toActivityQuery, writeFilters } from './filters/activity-fields.ts';

export interface ActivityPageState {
  readonly search: ActivitySearch;
  readonly change: (patch: SearchChange<ActivitySearch>, options?: { replace?: boolean }) => void;
  readonly range: string;
  readonly span: Span;
  /** The moment that the whole page shows. */
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly filters: readonly Filter[];
  readonly asked: Asked;
}

/** Ranges that end now take in what comes while one looks. */
const endsNow = (range: string): boolean => isQuickRange(range) || range.endsWith('..now');

/** What the address asks for, at one moment for all panels. */
export const useActivityPage = (): ActivityPageState => {
  const [search, changeUrl] = useUrlState(ActivitySearch);
  const change = useCallback<ActivityPageState['change']>(
    (patch, options) => changeUrl(leaveEmptyView(search, patch), options),
    [search, changeUrl],
  );
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRange;
  const [asOf, refresh] = useMoment(JSON.stringify([range, search.q, search.f, timeZone]));
  return useMemo(() => {
    const span = resolveRange(range, asOf, timeZone) ?? everHour(asOf);
    return {
      search,
      change,
      range,
      span,
      asOf,
      refresh,
      filters: readFilters(search.f),
      asked: {
        query: toActivityQuery(search.f, search.q),
        from: span.from.toISOString(),
        to: endsNow(range) ? undefined : span.to.toISOString(),
      },
    };
  }, [search, change, range, asOf, refresh, timeZone]);
};

/** Without its last filter a view is no longer meant: its name alone would bring the filter back. */
const leaveEmptyView = (
  search: ActivitySearch,
  patch: SearchChange<ActivitySearch>,
): SearchChange<ActivitySearch> =>
  'view' in patch || viewSearchOf({ ...search, ...patch } as ActivitySearch) !== ''
    ? patch
    : { ...patch, view: undefined };

/** A range that is one only in some zones: across a change of the clocks. */
const everHour = (asOf: Date): Span => ({ from: new Date(asOf.getTime() - 3_600_000), to: asOf });

interface Moment {
  readonly question: string;
  readonly at: Date;
}

const askNow = (question: string): Moment => ({ question, at: new Date() });

/** The moment at which something was asked for: anew with each question, and when it is repeated. */
const useMoment = (question: string): readonly [Date, () => void] => {
  const [moment, setMoment] = useState(() => askNow(question));
  const current = moment.question === question ? moment : askNow(question);
  if (current !== moment) setMoment(current);
  const refresh = useCallback(() => setMoment((last) => askNow(last.question)), []);
  return [current.at, refresh];
};

/** The change of the address that a change of the filters is: the list begins anew. */
export const filterChange = (
  filters: readonly Filter[],
  q: string,
): SearchChange<ActivitySearch> => ({
  f: writeFilters(filters),
  q: q || undefined,
  after: undefined,
  peek: undefined,
});

/** Of a range; the default is not written. */
export const rangeChange = (range: string): SearchChange<ActivitySearch> => ({
  range: range === defaultRange ? undefined : range,
  after: undefined,
  peek: undefined,
});

export const rowsChange = (rows: ActivitySearch['rows']): SearchChange<ActivitySearch> => ({
  rows: rows === defaultRows ? undefined : rows,
  after: undefined,
});
