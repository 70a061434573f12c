import { useCallback, useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { endsNow, lastHour, resolveRange, type Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { onTheBeat, useMoment } from '../../lib/time/use-moment.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { forGroups, toLogQuery, writeFilters } from './filters/log-fields.ts';
import { defaultRange, defaultRows, LogsSearch } from './logs-search.ts';
import { groupsQuery, histogramQuery, logQuery, type Asked } from './logs.api.ts';

export type LogsTab = 'log' | 'errors';

export interface LogsPageState {
  readonly search: LogsSearch;
  readonly change: (patch: SearchChange<LogsSearch>, options?: { replace?: boolean }) => void;
  readonly tab: LogsTab;
  readonly range: string;
  readonly span: Span;
  /** The moment that the whole page shows; of the live tail, its figures. */
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly filters: readonly Filter[];
  readonly asked: Asked;
  /** Of the page of the log that is in view. */
  readonly logQuery: ReturnType<typeof logQuery>;
  readonly histogramQuery: ReturnType<typeof histogramQuery>;
  readonly groupsQuery: ReturnType<typeof groupsQuery>;
  /** What to look for, where new rows can come into view: on the first page of a range that ends now. */
  readonly followed: Asked | undefined;
  /** They enter by themselves: the live tail. */
  readonly live: boolean;
  /** Other rows take the place of those in view. */
  readonly question: string;
}

/** What the address asks for, at one moment for all panels. */
export const useLogsPage = (): LogsPageState => {
  const [search, changeAddress] = useUrlState(LogsSearch);
  const timeZone = useTimeZone();
  const filters = useMemo(() => readFilters(search.f), [search.f]);
  const range = search.range ?? defaultRange;
  const tab = search.tab ?? 'log';
  const follows = tab === 'log' && endsNow(range) && search.after === undefined;
  const live = follows && search.live !== undefined;
  const change = useCallback<LogsPageState['change']>(
    (patch, options) => changeAddress(patch, options),
    [changeAddress],
  );
  const [{ begun, asOf }, refresh] = useMoment(
    JSON.stringify([range, search.q, search.f, timeZone, tab, live]),
    live,
  );
  return useMemo(() => {
    const spanAt = (now: Date): Span => resolveRange(range, now, timeZone) ?? lastHour(now);
    const askedFor = (span: Span): Asked => ({
      query: toLogQuery(search.f, search.q),
      from: span.from.toISOString(),
      to: endsNow(range) ? undefined : span.to.toISOString(),
    });
    const span = spanAt(asOf);
    const asked = askedFor(span);
    const log = askedFor(spanAt(begun));
    const rows = Number(search.rows ?? defaultRows);
    return {
      search,
      change,
      tab,
      range,
      span,
      asOf,
      refresh,
      filters,
      asked,
      logQuery: logQuery(log, rows, search.after),
      histogramQuery: histogramQuery((live && onTheBeat(asked, asOf)) || asked, asOf),
      groupsQuery: groupsQuery(asked, asOf, rows, search.after),
      followed: follows ? log : undefined,
      live,
      question: JSON.stringify([range, search.q, search.f, search.tz, search.after, live]),
    };
  }, [search, change, tab, range, filters, follows, live, begun, asOf, refresh, timeZone]);
};

/** The list begins anew. */
const first = { after: undefined, peek: undefined } as const;

export const filterChange = (filters: readonly Filter[], q: string): SearchChange<LogsSearch> => ({
  f: writeFilters(filters),
  q: q || undefined,
  ...first,
});

/** Of a range; the default is not written. */
export const rangeChange = (range: string): SearchChange<LogsSearch> => ({
  range: range === defaultRange ? undefined : range,
  ...first,
  ...(endsNow(range) ? {} : { live: undefined }),
});

/** Of the live tail: it begins at the top. */
export const liveChange = (live: boolean): SearchChange<LogsSearch> => ({
  live: live ? '1' : undefined,
  after: undefined,
});

export const rowsChange = (rows: LogsSearch['rows']): SearchChange<LogsSearch> => ({
  rows: rows === defaultRows ? undefined : rows,
  after: undefined,
});

/** What cannot be asked of groups does not stay unseen. */
export const tabChange = (tab: LogsTab, filters: readonly Filter[]): SearchChange<LogsSearch> => ({
  tab: tab === 'log' ? undefined : tab,
  f: writeFilters(tab === 'log' ? filters : forGroups(filters)),
  live: undefined,
  ...first,
});
