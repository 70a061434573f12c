import type { Incident, listIncidents, RouteAnswer } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { useMe } from '../../../lib/me.ts';
import { idsOf, toggleId } from '../../../lib/url/open-ids.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SelectionBar } from '../../../ui/selection/selection-bar.tsx';
import { useListSelection } from '../../../ui/selection/use-list-selection.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import type { AskedIncidents } from '../incidents.api.ts';
import { rowsChange, sortChange, type IncidentsPageState } from '../use-incidents-page.ts';
import { EmptyIncidents } from './empty-incidents.tsx';
import { incidentColumns, incidentName } from './incident-columns.tsx';
import { IncidentPeek } from './incident-peek.tsx';

const rowId = ({ id }: Incident): string => id;
const noIncidents: readonly Incident[] = [];
const bulkActions = ['incidents.acknowledge', 'incidents.resolve'] as const;
const renderPeek = (incident: Incident): ReactNode => <IncidentPeek incident={incident} />;
const orders = [
  { value: 'severity', label: 'Worst first' },
  { value: 'opened', label: 'Newest first' },
] as const;
const pageNames = ['Back', 'On'] as const;

/** As whoever carries it out reads it: "me" is nobody there. */
const toBulkFilter = (asked: AskedIncidents, me: string) => ({
  ...asked,
  owner: asked.owner === 'me' ? me : asked.owner,
});

interface IncidentsPanelProps {
  page: IncidentsPageState;
  query: PanelQuery<RouteAnswer<typeof listIncidents>>;
}

/** A page of incidents, each of which opens. */
export function IncidentsPanel({ page, query }: IncidentsPanelProps) {
  const { search, asked, rows, change } = page;
  const { id: me } = useMe();
  const paging = usePaging(search.after);
  const { rows: selected, selection } = useListSelection(query.data?.items ?? noIncidents, rowId, {
    actions: bulkActions,
    filter: toBulkFilter(asked, me),
    hasMore: search.after !== undefined || typeof query.data?.nextCursor === 'string',
  });
  return (
    <Panel
      title="Incidents"
      titleHidden
      query={query}
      flush
      actions={
        <ToolbarSelect
          label="Order"
          value={asked.sort}
          onChange={(sort) => change(sortChange(sort))}
          options={orders}
        />
      }
      isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
      empty={<EmptyIncidents page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption={`Incidents, the ${asked.sort === 'severity' ? 'worst' : 'newest'} first`}
            columns={incidentColumns}
            rows={items}
            rowId={rowId}
            rowName={incidentName}
            detail={renderPeek}
            openIds={idsOf(search.peek)}
            onToggle={(id) => change({ peek: toggleId(search.peek, id) })}
            selection={selected}
          />
          <SelectionBar selection={selection} />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
            pageSize={rows}
            onPageSize={(next) => change(rowsChange(next))}
            {...(asked.sort === 'severity' && { names: pageNames })}
          />
        </>
      )}
    </Panel>
  );
}
