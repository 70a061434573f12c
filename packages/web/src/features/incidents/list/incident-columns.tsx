import { incidentLooks } from '../../../ui/incident-looks.ts';
import type { Incident } from '@taffrail/contract';
import { formatCount, formatDuration } from '../../../lib/format.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { capText } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { OnlyLink } from '../../../ui/list/only-link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SeverityMark } from '../../../ui/severity.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import type { IncidentFieldId } from '../filters/incident-fields.ts';
import { lastedMs, numberOf } from '../incident-words.ts';
import { MiniFlow } from './mini-flow.tsx';
import { NextStep } from './next-step.tsx';

const none = <span className="text-muted">–</span>;

/** Names a row where it cannot be seen. */
export const incidentName = ({ number, title, state }: Incident): string =>
  `${numberOf({ number })} ${capText(title)} (${state})`;

const Only = OnlyLink<IncidentFieldId>;

function Title({ id, number, title, service, mergedInto }: Incident) {
  return (
    <span className="block min-w-0">
      <Link
        to="/admin/incidents/$id"
        params={{ id }}
        tabIndex={-1}
        className="font-medium break-words"
      >
        <span className="text-muted">{numberOf({ number })}</span> {capText(title, 120)}
      </Link>
      {(service !== null || mergedInto) && (
        <span className="block truncate text-caption text-muted">
          {mergedInto && `merged into ${numberOf(mergedInto)} `}
          {service !== null && <Only field="service" value={service} />}
        </span>
      )}
    </span>
  );
}

function StateMark({ state }: Incident) {
  const { status, word } = incidentLooks[state];
  return <Status status={status}>{word}</Status>;
}

/** It grows while one looks, until it is resolved. */
function Age(incident: Incident) {
  const now = useNow();
  return (
    <span title={incident.resolvedAt === null ? 'Not over yet' : 'Until it was resolved'}>
      <OnCards>for </OnCards>
      {formatDuration(lastedMs(incident, now))}
    </span>
  );
}

function Owner({ owner }: Incident) {
  if (!owner) return <span className="text-muted">Nobody</span>;
  return <Only field="owner" value={owner.id} text={owner.name} />;
}

function Alerts({ id, alerts: { total, firing } }: Incident) {
  return (
    <Link
      to="/admin/incidents/$id"
      params={{ id }}
      hash="alerts"
      tabIndex={-1}
      title={`${formatCount(firing)} of ${formatCount(total)} fire`}
    >
      {formatCount(total)}
      <OnCards> alerts</OnCards>
      {firing > 0 && firing < total && (
        <span className="text-muted"> ({formatCount(firing)} firing)</span>
      )}
    </Link>
  );
}

const nowrap = 'whitespace-nowrap';
const figure = { align: 'end', className: nowrap } as const;

export const incidentColumns: readonly Column<Incident>[] = [
  {
    id: 'severity',
    title: 'Severity',
    priority: 2,
    className: nowrap,
    cell: ({ severity }) => <SeverityMark severity={severity} />,
  },
  { id: 'state', title: 'Status', priority: 2, className: nowrap, cell: StateMark },
  { id: 'title', title: 'Title', priority: 1, className: 'max-w-96 min-w-48', cell: Title },
  {
    id: 'opened',
    title: 'Opened',
    priority: 3,
    className: nowrap,
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
  { ...figure, id: 'age', title: 'Age', priority: 2, cell: Age },
  { id: 'owner', title: 'Owner', priority: 2, className: 'max-w-40 truncate', cell: Owner },
  { ...figure, id: 'alerts', title: 'Alerts', priority: 3, cell: Alerts },
  {
    id: 'run',
    title: 'Last run',
    priority: 3,
    className: 'max-w-40',
    cell: ({ lastRun }) => <MiniFlow run={lastRun} />,
  },
  {
    id: 'next',
    title: 'Next step',
    priority: 2,
    className: 'max-w-48',
    cell: (incident) => <NextStep incident={incident} none={none} />,
  },
];
