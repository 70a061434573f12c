import type { Delivery } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Badge, Status } from '../../ui/status.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { kindTitles } from '../../ui/source-kinds.ts';
import { formatSize, stateStatuses, stateTitles } from './inbox-words.ts';

function Sender({ kind, sender, isTest }: Delivery) {
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className="truncate">
        <span className="font-medium">{kindTitles[kind]}</span>
        {sender.name !== '' && <span className="text-muted"> · {sender.name}</span>}
      </span>
      {isTest && <Badge status="idle">Test</Badge>}
    </span>
  );
}

/** In one line; as it is written it stands in the detail. */
function Reason({ reason }: Delivery) {
  if (reason === null) return <span className="text-muted">–</span>;
  return <span title={reason}>{reason.replaceAll(/\s+/g, ' ')}</span>;
}

const nowrap = 'whitespace-nowrap';

export const deliveryColumns: readonly Column<Delivery>[] = [
  { id: 'sender', title: 'From', cell: Sender, priority: 1, className: 'max-w-64' },
  {
    id: 'state',
    title: 'State',
    cell: ({ state }) => <Status status={stateStatuses[state]}>{stateTitles[state]}</Status>,
    priority: 2,
    className: nowrap,
  },
  {
    id: 'received',
    title: 'Received',
    cell: ({ receivedAt }) => <RelativeTime at={receivedAt} />,
    priority: 2,
    className: nowrap,
  },
  {
    id: 'reason',
    title: 'Error or reason',
    cell: Reason,
    priority: 3,
    className: 'sm:max-w-96 sm:truncate',
  },
  {
    id: 'attempts',
    title: 'Tried',
    cell: ({ attempts }) => plural(attempts, 'time'),
    priority: 3,
    className: nowrap,
  },
  {
    id: 'size',
    title: 'Size',
    cell: ({ sizeBytes }) => formatSize(sizeBytes),
    priority: 3,
    align: 'end',
    className: nowrap,
  },
];
