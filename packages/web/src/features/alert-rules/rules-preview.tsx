import type { GroupedIncident, GroupingRules } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatCount, plural } from '../../lib/format.ts';
import { capText } from '../../ui/customer-name.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { previewQuery } from './alert-rules.api.ts';

const columns: readonly Column<GroupedIncident>[] = [
  {
    id: 'severity',
    title: 'Severity',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ severity }) => <SeverityMark severity={severity} />,
  },
  {
    id: 'title',
    title: 'Incident',
    priority: 1,
    className: 'min-w-32',
    cell: ({ title, service, names, alerts }) => (
      <span className="block min-w-0">
        <span className="font-medium break-words">{capText(title, 120)}</span>
        <span className="block text-caption break-words text-muted">
          {service !== null && `${service}: `}
          {names.map((name) => capText(name)).join(', ')}
          {alerts > names.length && ` and ${formatCount(alerts - names.length)} more`}
        </span>
      </span>
    ),
  },
  {
    id: 'alerts',
    title: 'Alerts',
    priority: 2,
    align: 'end',
    cell: ({ alerts }) => plural(alerts, 'alert'),
  },
  {
    id: 'opened',
    title: 'Opened',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
];

const rowId = ({ title, openedAt, names }: GroupedIncident): string =>
  `${openedAt} ${title} ${names.join(' ')}`;
const rowName = ({ title }: GroupedIncident): string => capText(title);

/** What the rules would have made of the alerts of the last 24 hours. */
export function RulesPreview({ rules }: { rules: GroupingRules }) {
  const query = useQuery(previewQuery(rules));
  return (
    <Panel
      title="The last 24 hours by these rules"
      what="the preview"
      query={query}
      flush
      partial={
        query.data?.isTruncated ? 'Only the latest 5,000 alerts are grouped here.' : undefined
      }
      isEmpty={({ alerts }) => alerts === 0}
      empty={
        <p className="px-4 pb-4 text-muted">
          No alert began to fire in the last 24 hours: there is nothing to try them on.
        </p>
      }
    >
      {({ items, alerts, incidents, incidentsNow }) => (
        <>
          <output className="block px-4 pb-3">
            {plural(alerts, 'alert')} would have been {plural(incidents, 'incident')}
            {incidents === incidentsNow
              ? ', as by the rules that hold.'
              : `; by the rules that hold ${formatCount(incidentsNow)}.`}
          </output>
          <DataTable
            caption="Incidents that these rules would have made, those with the most alerts first"
            columns={columns}
            rows={items}
            rowId={rowId}
            rowName={rowName}
          />
          {incidents > items.length && (
            <p className="border-t border-line px-4 py-3 text-compact text-muted">
              The {items.length} with the most alerts.
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
