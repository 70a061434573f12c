import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type UrlState } from '../../lib/url/url-state.ts';
import type { RangedList } from '../../ui/list/list-bar.tsx';
import { listChanges } from '../../ui/list/list-changes.ts';
import { useAsked } from '../../ui/live/list/use-asked.ts';
import type { AskedAlerts } from './alerts.api.ts';
import { AlertsSearch, defaultRange, defaultRows } from './alerts-search.ts';
import { toAlertQuery, writeFilters } from './filters/alert-fields.ts';

export interface AlertsPageState extends RangedList {
  readonly search: AlertsSearch;
  readonly change: UrlState<AlertsSearch>[1];
  readonly filters: readonly Filter[];
  readonly asked: AskedAlerts;
  readonly rows: NonNullable<AlertsSearch['rows']>;
}

/** What the address asks for, at one moment. */
export const useAlertsPage = (): AlertsPageState => {
  const [search, change] = useUrlState(AlertsSearch);
  const { range = defaultRange, rows = defaultRows, f, q, after } = search;
  const query = useMemo(() => ({ ...toAlertQuery(f), q }), [f, q]);
  const { asked, followed } = useAsked({ range, query, after });
  return useMemo(
    () => ({
      search,
      change,
      range,
      filters: readFilters(f),
      asked: { ...query, from: range === defaultRange ? undefined : asked.from, to: asked.to },
      rows,
      isNewest: followed !== undefined,
      move: (next) => change(rangeChange(next)),
      setTz: (tz) => change({ tz }),
    }),
    [search, change, range, f, query, asked, rows, followed],
  );
};

export const { filterChange, textChange, rangeChange, rowsChange } = listChanges(
  { range: defaultRange, rows: defaultRows },
  writeFilters,
);
