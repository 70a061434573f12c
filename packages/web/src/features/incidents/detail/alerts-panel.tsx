import type { IncidentAlert, IncidentDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount, plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { capText } from '../../../ui/customer-name.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { lookOfAlert, SeverityMark } from '../../../ui/severity.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { useRowSelection } from '../../../ui/use-row-selection.ts';
import { SplitButton } from '../acting/split-button.tsx';
import { incidentAlertsQuery } from '../incidents.api.ts';

const rowId = ({ id }: IncidentAlert): string => id;
const rowName = ({ name, status }: IncidentAlert): string => `${capText(name)} (${status})`;
const noAlerts: readonly IncidentAlert[] = [];

const columns: readonly Column<IncidentAlert>[] = [
  {
    id: 'status',
    title: 'Status',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: (alert) => {
      const { status, word } = lookOfAlert(alert);
      return <Status status={status}>{word}</Status>;
    },
  },
  {
    id: 'severity',
    title: 'Severity',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ severity }) => <SeverityMark severity={severity} />,
  },
  {
    id: 'name',
    title: 'Name',
    priority: 1,
    className: 'max-w-72 min-w-32',
    cell: ({ id, name, service, isCurrent }) => (
      <span className="block min-w-0">
        <Link to="/admin/alerts/$id" params={{ id }} tabIndex={-1} className="break-words">
          {capText(name, 120)}
        </Link>
        {(service !== null || !isCurrent) && (
          <span className="block truncate text-caption text-muted">
            {service}
            {!isCurrent && ' · part of a later incident now'}
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'joined',
    title: 'Joined',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: ({ joinedAt }) => <RelativeTime at={joinedAt} />,
  },
  {
    id: 'changed',
    title: 'Changed',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
  },
];

/** What the incident is made of; some of it can be given an incident of its own. */
export function AlertsPanel({ incident }: { incident: IncidentDetail }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const query = useQuery(incidentAlertsQuery(incident.id, cursors.at(-1)));
  const selection = useRowSelection(query.data?.items ?? noAlerts, rowId);
  const mayAct = useCan('incidents.act');
  const { total, firing } = incident.alerts;
  const maySplit = mayAct && total > 1 && incident.mergedInto === null;
  const next = query.data?.nextCursor;
  return (
    <div id="alerts" className="scroll-mt-16">
      <Panel
        title="Alerts"
        what="the alerts"
        query={query}
        flush
        isEmpty={({ items }) => items.length === 0}
        empty={
          <p className="px-4 pb-4 text-muted">
            {incident.mergedInto ? 'Its alerts moved with it.' : 'No alert is part of it any more.'}
          </p>
        }
        actions={
          <>
            <span className="text-compact text-muted">
              {formatCount(firing)} of {plural(total, 'alert')} {firing === 1 ? 'fires' : 'fire'}
            </span>
            {maySplit && selection.rows.length > 0 && (
              <SplitButton incident={incident} alerts={selection.rows} onDone={selection.clear} />
            )}
          </>
        }
      >
        {({ items }) => (
          <>
            <DataTable
              caption="Alerts of the incident, the latest to join first"
              columns={columns}
              rows={items}
              rowId={rowId}
              rowName={rowName}
              {...(maySplit && { selection })}
            />
            {(cursors.length > 0 || typeof next === 'string') && (
              <p className="flex justify-end gap-2 border-t border-line px-4 py-2">
                <Button
                  disabled={cursors.length === 0}
                  onClick={() => setCursors(cursors.slice(0, -1))}
                >
                  Later
                </Button>
                <Button
                  disabled={typeof next !== 'string'}
                  onClick={() => typeof next === 'string' && setCursors([...cursors, next])}
                >
                  Earlier
                </Button>
              </p>
            )}
          </>
        )}
      </Panel>
    </div>
  );
}
