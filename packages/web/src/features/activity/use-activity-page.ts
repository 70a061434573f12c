import { useCallback, useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { listChanges } from '../../ui/list/list-changes.ts';
import { useAsked, type AskedList } from '../../ui/live/list/use-asked.ts';
import type { View } from '../../ui/view.ts';
import { ActivitySearch, defaultRange, defaultRows } from './activity-search.ts';
import { histogramQuery, logQuery, type Asked } from './activity.api.ts';
import { toActivityQuery, writeFilters, type ActivityQuery } from './filters/activity-fields.ts';
import { applyView, changeInView, findView } from './views/apply-view.ts';
import { useViews } from './views/use-views.ts';

export interface ActivityPageState extends Omit<AskedList<ActivityQuery>, 'asked'> {
  readonly search: ActivitySearch;
  readonly change: (patch: SearchChange<ActivitySearch>, options?: { replace?: boolean }) => void;
  readonly views: readonly View[];
  readonly range: string;
  readonly filters: readonly Filter[];
  /** Absent until it is known. */
  readonly asked: Asked | undefined;
  /** Of the page of the log that is in view. */
  readonly logQuery: ReturnType<typeof logQuery>;
  readonly histogramQuery: ReturnType<typeof histogramQuery>;
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
  const filters = useMemo(() => readFilters(search.f), [search.f]);
  const query = useMemo(() => toActivityQuery(search.f, search.q), [search.f, search.q]);
  const range = search.range ?? defaultRange;
  const list = useAsked({
    range,
    query,
    after: search.after,
    wantsLive: search.live !== undefined,
  });
  // What a saved view asks for is known only when it is here.
  const known = !loading || search.view === undefined || view !== undefined;
  return useMemo(() => {
    const ifKnown = <A>(asked: A): A | undefined => (known ? asked : undefined);
    const rows = Number(search.rows ?? defaultRows);
    return {
      ...list,
      search,
      change,
      views,
      range,
      filters,
      asked: ifKnown(list.asked),
      followed: ifKnown(list.followed),
      logQuery: logQuery(ifKnown(list.askedRows), rows, search.after),
      histogramQuery: histogramQuery(ifKnown(list.askedFigures), list.asOf),
    };
  }, [list, known, search, change, views, range, filters]);
};

export const { filterChange, rangeChange, liveChange, rowsChange } = listChanges(
  { range: defaultRange, rows: defaultRows },
  writeFilters,
);
