import type { Notification } from '@taffrail/contract';
import { formatCount, plural } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Badge, Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { reasonWords, stateLooks } from '../notification-words.ts';

export const rowId = ({ id }: Notification): string => id;
export const nameOfNotification = ({ title, channel }: Notification): string =>
  `${title}${channel ? ` to ${channel.name}` : ''}`;

function Title({
  notification: { title, digestCount, isPossiblyRepeated },
}: {
  notification: Notification;
}) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
      <span className="min-w-0 break-words">{title}</span>
      {digestCount !== null && <Badge status="info">{plural(digestCount, 'message')}</Badge>}
      {isPossiblyRepeated && <Badge status="warning">Possibly repeated</Badge>}
    </span>
  );
}

function State({ notification: { state } }: { notification: Notification }) {
  const { status, word } = stateLooks[state];
  return <Status status={status}>{word}</Status>;
}

function Why({ notification: { reason, failure } }: { notification: Notification }) {
  if (failure !== null) return <span title={failure}>{failure}</span>;
  if (reason !== null) return reasonWords[reason];
  return <span className="text-muted">–</span>;
}

const nowrap = 'whitespace-nowrap';

export const notificationColumns: readonly Column<Notification>[] = [
  {
    id: 'title',
    title: 'Message',
    priority: 1,
    className: 'min-w-48',
    cell: (notification) => <Title notification={notification} />,
  },
  {
    id: 'state',
    title: 'State',
    priority: 2,
    className: nowrap,
    cell: (notification) => <State notification={notification} />,
  },
  {
    id: 'channel',
    title: 'Channel',
    priority: 2,
    className: 'sm:max-w-48 sm:truncate',
    cell: ({ channel }) => channel?.name ?? <span className="text-muted">–</span>,
  },
  {
    id: 'why',
    title: 'Reason',
    priority: 3,
    className: 'sm:max-w-80 sm:truncate',
    cell: (notification) => <Why notification={notification} />,
  },
  {
    id: 'incident',
    title: 'Incident',
    priority: 3,
    className: nowrap,
    cell: ({ incident }) =>
      incident ? (
        <Link to="/admin/incidents/$id" params={{ id: incident.id }}>
          #{incident.number}
        </Link>
      ) : (
        <span className="text-muted">–</span>
      ),
  },
  {
    id: 'attempt',
    title: 'Attempt',
    priority: 3,
    align: 'end',
    cell: ({ attempt }) => formatCount(attempt),
  },
  {
    id: 'at',
    title: 'When',
    priority: 2,
    className: nowrap,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
];
