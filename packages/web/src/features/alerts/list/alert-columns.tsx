import type { Alert } from '@taffrail/contract';
import { formatCount, formatDuration } from '../../../lib/format.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { capText } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { OnlyLink } from '../../../ui/list/only-link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { lookOfAlert, SeverityMark } from '../../../ui/severity.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { truncateMiddle } from '../../../lib/format.ts';
import { firedMs, sayHowItEnded, sourceWords } from '../alert-words.ts';
import type { AlertFieldId } from '../filters/alert-fields.ts';
import { RowLabels } from './label-chips.tsx';

const unknown = <span className="text-muted">–</span>;

/** Names a row where it cannot be seen. */
export const alertName = ({ name, service, status }: Alert): string =>
  `${capText(name)}${service === null ? '' : ` of ${capText(service)}`} (${status})`;

const Only = OnlyLink<AlertFieldId>;

function State(alert: Alert) {
  const { status, word } = lookOfAlert(alert);
  return (
    <>
      <Status status={status}>{word}</Status>
      {alert.isFlapping && <span className="block text-caption text-warning">flapping</span>}
      {alert.isAcknowledgedBySender && (
        <span className="block text-caption text-muted">acknowledged there</span>
      )}
    </>
  );
}

function Name({ id, name, service }: Alert) {
  return (
    <span className="block min-w-0">
      <Link to="/admin/alerts/$id" params={{ id }} tabIndex={-1} className="break-words">
        {capText(name, 120)}
      </Link>
      {service !== null && (
        <span className="block truncate text-caption text-muted">
          <Only field="service" value={service} />
        </span>
      )}
    </span>
  );
}

/** It grows while one looks. */
function Duration(alert: Alert) {
  const now = useNow();
  return (
    <span title={sayHowItEnded(alert, now)}>
      <OnCards>for</OnCards>
      {formatDuration(firedMs(alert, now))}
    </span>
  );
}

function IncidentLink({ incident }: Alert) {
  if (!incident) return unknown;
  return (
    <Link
      to="/admin/incidents/$id"
      params={{ id: incident.id }}
      tabIndex={-1}
      title={incident.title}
    >
      <OnCards>incident</OnCards>#{incident.number}
    </Link>
  );
}

function Trace({ traceId }: Alert) {
  if (traceId === null) return unknown;
  return <TraceLink traceId={traceId}>{truncateMiddle(traceId, 11)}</TraceLink>;
}

const nowrap = 'whitespace-nowrap';
const figure = { align: 'end', className: nowrap } as const;

export const alertColumns: readonly Column<Alert>[] = [
  {
    id: 'severity',
    title: 'Severity',
    priority: 2,
    className: nowrap,
    cell: ({ severity }) => <SeverityMark severity={severity} />,
  },
  { id: 'status', title: 'Status', priority: 2, className: nowrap, cell: State },
  { id: 'name', title: 'Name', priority: 1, className: 'max-w-56 min-w-36', cell: Name },
  {
    id: 'started',
    title: 'Started',
    priority: 2,
    className: nowrap,
    cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
  },
  { ...figure, id: 'duration', title: 'Duration', priority: 2, cell: Duration },
  {
    ...figure,
    id: 'occurrences',
    title: 'Told',
    priority: 3,
    cell: ({ occurrences }) => `${formatCount(occurrences)} ×`,
  },
  { id: 'incident', title: 'Incident', priority: 2, className: nowrap, cell: IncidentLink },
  {
    id: 'labels',
    title: 'Labels',
    priority: 3,
    className: 'max-w-52',
    cell: ({ labels, name, severity, service }) => (
      <RowLabels labels={labels} besides={[name, severity, service]} />
    ),
  },
  {
    id: 'source',
    title: 'Source',
    priority: 3,
    className: 'max-w-32',
    cell: ({ source }) => (
      <span className="block min-w-0">
        <span className="block truncate">
          <Only field="sourceId" value={source.id} text={source.name} />
        </span>
        {source.name !== sourceWords[source.kind] && (
          <span className="block truncate text-caption text-muted">
            <Only field="sourceKind" value={source.kind} text={sourceWords[source.kind]} />
          </span>
        )}
      </span>
    ),
  },
  { id: 'trace', title: 'Trace', priority: 3, className: nowrap, cell: Trace },
];
