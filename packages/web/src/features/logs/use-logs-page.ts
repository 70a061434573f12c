import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { fromTheTop } from '../../lib/url/use-paging.ts';
import { listChanges } from '../../ui/list/list-changes.ts';
import { useAsked, type AskedList } from '../../ui/live/list/use-asked.ts';
import { forGroups, toLogQuery, writeFilters, type LogQuery } from './filters/log-fields.ts';
import { defaultRange, defaultRows, LogsSearch } from './logs-search.ts';
import { groupsQuery, histogramQuery, logQuery } from './logs.api.ts';

export type LogsTab = 'log' | 'errors';

export interface LogsPageState extends AskedList<LogQuery> {
  readonly search: LogsSearch;
  readonly change: (patch: SearchChange<LogsSearch>, options?: { replace?: boolean }) => void;
  readonly tab: LogsTab;
  readonly range: string;
  readonly filters: readonly Filter[];
  /** Of the page of the log that is in view. */
  readonly logQuery: ReturnType<typeof logQuery>;
  readonly histogramQuery: ReturnType<typeof histogramQuery>;
  readonly groupsQuery: ReturnType<typeof groupsQuery>;
}

/** What the address asks for, at one moment for all panels. */
export const useLogsPage = (): LogsPageState => {
  const [search, change] = useUrlState(LogsSearch);
  const filters = useMemo(() => readFilters(search.f), [search.f]);
  const query = useMemo(() => toLogQuery(search.f, search.q), [search.f, search.q]);
  const range = search.range ?? defaultRange;
  const tab = search.tab ?? 'log';
  const list = useAsked({
    range,
    query,
    after: search.after,
    canFollow: tab === 'log',
    wantsLive: search.live !== undefined,
  });
  return useMemo(() => {
    const rows = Number(search.rows ?? defaultRows);
    return {
      ...list,
      search,
      change,
      tab,
      range,
      filters,
      logQuery: logQuery(list.askedRows, rows, search.after),
      histogramQuery: histogramQuery(list.askedFigures, list.asOf),
      groupsQuery: groupsQuery(list.asked, list.asOf, rows, search.after),
    };
  }, [list, search, change, tab, range, filters]);
};

export const { filterChange, rangeChange, liveChange, rowsChange } = listChanges(
  { range: defaultRange, rows: defaultRows },
  writeFilters,
);

/** What cannot be asked of groups does not stay unseen. */
export const tabChange = (tab: LogsTab, filters: readonly Filter[]): SearchChange<LogsSearch> => ({
  tab: tab === 'log' ? undefined : tab,
  f: writeFilters(tab === 'log' ? filters : forGroups(filters)),
  live: undefined,
  ...fromTheTop,
});
