import type { Alert, listAlerts, RouteAnswer } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { severalOpen } from '../../../lib/url/open-ids.ts';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
import { SelectionBar } from '../../../ui/selection/selection-bar.tsx';
import { useListSelection } from '../../../ui/selection/use-list-selection.ts';
import { rowsChange, type AlertsPageState } from '../use-alerts-page.ts';
import { alertColumns, alertName } from './alert-columns.tsx';
import { AlertPeek } from './alert-peek.tsx';
import { EmptyAlerts } from './empty-alerts.tsx';

const rowId = ({ id }: Alert): string => id;
const noAlerts: readonly Alert[] = [];
const bulkActions = ['alerts.resolve'] as const;
const renderPeek = (alert: Alert): ReactNode => <AlertPeek alert={alert} />;

interface AlertsPanelProps {
  page: AlertsPageState;
  query: PanelQuery<RouteAnswer<typeof listAlerts>>;
}

/** A page of alerts, each of which opens. */
export function AlertsPanel({ page, query }: AlertsPanelProps) {
  const { search, rows, change } = page;
  const { rows: selected, selection } = useListSelection(query.data?.items ?? noAlerts, rowId, {
    actions: bulkActions,
    filter: { ...page.asked },
    hasMore: search.after !== undefined || typeof query.data?.nextCursor === 'string',
  });
  return (
    <ListPanel
      title="Alerts"
      query={query}
      after={search.after}
      empty={<EmptyAlerts page={page} />}
      caption="Alerts, those that began to fire last first"
      columns={alertColumns}
      rowId={rowId}
      rowName={alertName}
      detail={renderPeek}
      {...severalOpen(search.peek, (peek) => change({ peek }))}
      selection={selected}
      selectionBar={<SelectionBar selection={selection} />}
      pageSize={rows}
      onPageSize={(next) => change(rowsChange(next))}
    />
  );
}
