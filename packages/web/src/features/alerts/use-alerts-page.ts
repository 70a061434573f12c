import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { endsNow, lastHour, resolveRange, type Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useMoment } from '../../lib/time/use-moment.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import type { AskedAlerts } from './alerts.api.ts';
import { AlertsSearch, defaultRange, defaultRows } from './alerts-search.ts';
import { toAlertQuery, writeFilters } from './filters/alert-fields.ts';

export interface AlertsPageState {
  readonly search: AlertsSearch;
  readonly change: (patch: SearchChange<AlertsSearch>, options?: { replace?: boolean }) => void;
  readonly range: string;
  readonly span: Span;
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly filters: readonly Filter[];
  readonly asked: AskedAlerts;
  readonly rows: NonNullable<AlertsSearch['rows']>;
}

/** What the address asks for, at one moment. */
export const useAlertsPage = (): AlertsPageState => {
  const [search, change] = useUrlState(AlertsSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRange;
  const question = JSON.stringify([range, search.q, search.f, timeZone]);
  const [{ asOf }, refresh] = useMoment(question, false);
  return useMemo(() => {
    const span = resolveRange(range, asOf, timeZone) ?? lastHour(asOf);
    return {
      search,
      change,
      range,
      span,
      asOf,
      refresh,
      filters: readFilters(search.f),
      asked: {
        ...toAlertQuery(search.f),
        q: search.q,
        from: range === defaultRange ? undefined : span.from.toISOString(),
        to: endsNow(range) ? undefined : span.to.toISOString(),
      },
      rows: search.rows ?? defaultRows,
    };
  }, [search, change, range, asOf, refresh, timeZone]);
};

/** The list begins anew. */
const first = { after: undefined, peek: undefined } as const;

export const filterChange = (
  filters: readonly Filter[],
  q?: string,
): SearchChange<AlertsSearch> => ({
  f: writeFilters(filters),
  ...(q !== undefined && textChange(q)),
  ...first,
});

/** Of the words that are searched for; none are not written. */
export const textChange = (q: string): SearchChange<AlertsSearch> => ({
  q: q.trim() === '' ? undefined : q,
  ...first,
});

/** Of a range; the default is not written. */
export const rangeChange = (range: string): SearchChange<AlertsSearch> => ({
  range: range === defaultRange ? undefined : range,
  ...first,
});

export const rowsChange = (rows: AlertsSearch['rows']): SearchChange<AlertsSearch> => ({
  rows: rows === defaultRows ? undefined : rows,
  after: undefined,
});
