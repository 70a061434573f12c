import type { Incident, listIncidents, RouteAnswer } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { useMe } from '../../../lib/me.ts';
import { severalOpen } from '../../../lib/url/open-ids.ts';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
import { SelectionBar } from '../../../ui/selection/selection-bar.tsx';
import { useListSelection } from '../../../ui/selection/use-list-selection.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import type { AskedIncidents } from '../incidents.api.ts';
import { rowsChange, sortChange, type IncidentsPageState } from '../use-incidents-page.ts';
import { EmptyIncidents } from './empty-incidents.tsx';
import { incidentColumns, incidentName } from './incident-columns.tsx';
import { IncidentPeek } from './incident-peek.tsx';
import { RowDeeds } from './row-deeds.tsx';

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
  const items = query.data?.items ?? noIncidents;
  const { rows: selected, selection } = useListSelection(items, rowId, {
    actions: bulkActions,
    filter: toBulkFilter(asked, me),
    hasMore: search.after !== undefined || typeof query.data?.nextCursor === 'string',
  });
  return (
    <ListPanel
      title="Incidents"
      query={query}
      actions={
        <ToolbarSelect
          label="Order"
          value={asked.sort}
          onChange={(sort) => change(sortChange(sort))}
          options={orders}
        />
      }
      after={search.after}
      empty={<EmptyIncidents page={page} />}
      caption={`Incidents, the ${asked.sort === 'severity' ? 'worst' : 'newest'} first`}
      columns={incidentColumns}
      rowId={rowId}
      rowName={incidentName}
      detail={renderPeek}
      {...severalOpen(search.peek, (peek) => change({ peek }))}
      selection={selected}
      selectionBar={
        <>
          <RowDeeds items={items} />
          <SelectionBar selection={selection} />
        </>
      }
      pageSize={rows}
      onPageSize={(next) => change(rowsChange(next))}
      {...(asked.sort === 'severity' && { names: pageNames })}
    />
  );
}
