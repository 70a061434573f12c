import { useCallback, useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { endsNow, lastHour, resolveRange, type Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { onTheBeat, useMoment } from '../../lib/time/use-moment.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { ActivitySearch, defaultRange, defaultRows } from './activity-search.ts';
import { histogramQuery, logQuery, type Asked } from './activity.api.ts';
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
  /** The moment that the whole page shows; of the live tail, its figures. */
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly filters: readonly Filter[];
  /** Absent until it is known. */
  readonly asked: Asked | undefined;
  /** Of the page of the log that is in view. */
  readonly logQuery: ReturnType<typeof logQuery>;
  readonly histogramQuery: ReturnType<typeof histogramQuery>;
  /** What to look for, where new rows can come into view: on the first page of a range that ends now. */
  readonly followed: Asked | undefined;
  /** They enter by themselves: the live tail. */
  readonly live: boolean;
  /** Other rows take the place of those in view. */
  readonly question: string;
}

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
  const filters = useMemo(() => readFilters(search.f), [search.f]);
  const range = search.range ?? defaultRange;
  const follows = endsNow(range) && search.after === undefined;
  const live = follows && search.live !== undefined;
  const [{ begun, asOf }, refresh] = useMoment(
    JSON.stringify([range, search.q, search.f, timeZone, live]),
    live,
  );
  return useMemo(() => {
    // What a saved view asks for is known only when it is here.
    const known = !loading || search.view === undefined || view !== undefined;
    const askedFor = (span: Span): Asked | undefined =>
      known
        ? {
            query: toActivityQuery(search.f, search.q),
            from: span.from.toISOString(),
            to: endsNow(range) ? undefined : span.to.toISOString(),
          }
        : undefined;
    const spanAt = (now: Date): Span => resolveRange(range, now, timeZone) ?? lastHour(now);
    const span = spanAt(asOf);
    const asked = askedFor(span);
    const log = askedFor(spanAt(begun));
    return {
      search,
      change,
      views,
      range,
      span,
      asOf,
      refresh,
      filters,
      asked,
      logQuery: logQuery(log, Number(search.rows ?? defaultRows), search.after),
      histogramQuery: histogramQuery(live ? onTheBeat(asked, asOf) : asked, asOf),
      followed: follows ? log : undefined,
      live,
      question: JSON.stringify([range, search.q, search.f, search.tz, search.after, live]),
    };
  }, [
    search,
    filters,
    change,
    views,
    view,
    loading,
    range,
    follows,
    live,
    begun,
    asOf,
    refresh,
    timeZone,
  ]);
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
  ...(endsNow(range) ? {} : { live: undefined }),
});

/** Of the live tail: it begins at the top. */
export const liveChange = (live: boolean): SearchChange<ActivitySearch> => ({
  live: live ? '1' : undefined,
  after: undefined,
});

export const rowsChange = (rows: ActivitySearch['rows']): SearchChange<ActivitySearch> => ({
  rows: rows === defaultRows ? undefined : rows,
  after: undefined,
});
