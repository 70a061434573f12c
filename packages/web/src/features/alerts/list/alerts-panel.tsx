import type { Alert, listAlerts, RouteAnswer } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { idsOf, toggleId } from '../../../lib/url/open-ids.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SearchedTo } from '../../../ui/searched-to.tsx';
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
  const paging = usePaging(search.after);
  const { rows: selected, selection } = useListSelection(query.data?.items ?? noAlerts, rowId, {
    actions: bulkActions,
    filter: { ...page.asked },
    hasMore: search.after !== undefined || typeof query.data?.nextCursor === 'string',
  });
  return (
    <Panel
      title="Alerts"
      titleHidden
      query={query}
      flush
      isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
      empty={<EmptyAlerts page={page} />}
    >
      {({ items, nextCursor, searchedTo }) => {
        const onOlder = nextCursor === null ? undefined : () => paging.toOlder(nextCursor);
        return (
          <>
            <DataTable
              caption="Alerts, those that began to fire last first"
              columns={alertColumns}
              rows={items}
              rowId={rowId}
              rowName={alertName}
              detail={renderPeek}
              openIds={idsOf(search.peek)}
              onToggle={(id) => change({ peek: toggleId(search.peek, id) })}
              selection={selected}
            />
            <SelectionBar selection={selection} />
            <SearchedTo at={searchedTo} onOlder={onOlder} />
            <Pager
              onNewer={paging.toNewer}
              onOlder={onOlder}
              pageSize={rows}
              onPageSize={(next) => change(rowsChange(next))}
            />
          </>
        );
      }}
    </Panel>
  );
}
