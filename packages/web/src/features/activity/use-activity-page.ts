import { useCallback, useMemo, useState } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { isQuickRange, resolveRange, type Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { ActivitySearch, defaultRange, defaultRows } from './activity-search.ts';
import { logQuery, type Asked } from './activity.api.ts';
import type { View } from '../../ui/view.ts';
import { toActivityQuery, writeFilters } from './filters/activity-fields.ts';
import { applyView, changeInView, findView } from './views/apply-view.ts';
import { useViews } from './views/use-views.ts';

export interface ActivityPageState {
  readonly search: ActivitySearch;
  readonly change: (patch: SearchChange<ActivitySearch>, options?: { replace?: boolean }) => void;
  readonly views: readonly View[];
  readonly range: string;
  readonly span: Span;
  /** The moment that the whole page shows. */
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly filters: readonly Filter[];
  /** Absent until it is known. */
  readonly asked: Asked | undefined;
  /** Of the page of the log that is in view. */
  readonly logQuery: ReturnType<typeof logQuery>;
}

/** Ranges that end now take in what comes while one looks. */
const endsNow = (range: string): boolean => isQuickRange(range) || range.endsWith('..now');

/** What the address asks for, at one moment for all panels. */
export const useActivityPage = (): ActivityPageState => {
  const [address, changeAddress] = useUrlState(ActivitySearch);
  const { views, loading } = useViews();
  const view = findView(views, address);
  const search = useMemo(() => applyView(address, view), [address, view]);
  const change = useCallback<ActivityPageState['change']>(
    (patch, options) => changeAddress(changeInView(search, patch, view), options),
    [search, view, changeAddress],
  );
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRange;
  const [asOf, refresh] = useMoment(JSON.stringify([range, search.q, search.f, timeZone]));
  return useMemo(() => {
    const span = resolveRange(range, asOf, timeZone) ?? lastHour(asOf);
    // What a saved view asks for is known only when it is here.
    const known = !loading || search.view === undefined || view !== undefined;
    const asked: Asked | undefined = known
      ? {
          query: toActivityQuery(search.f, search.q),
          from: span.from.toISOString(),
          to: endsNow(range) ? undefined : span.to.toISOString(),
        }
      : undefined;
    return {
      search,
      change,
      views,
      range,
      span,
      asOf,
      refresh,
      filters: readFilters(search.f),
      asked,
      logQuery: logQuery(asked, Number(search.rows ?? defaultRows), search.after),
    };
  }, [search, change, views, view, loading, range, asOf, refresh, timeZone]);
};

/** A range that is one only in some zones: across a change of the clocks. */
const lastHour = (asOf: Date): Span => ({ from: new Date(asOf.getTime() - 3_600_000), to: asOf });

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
