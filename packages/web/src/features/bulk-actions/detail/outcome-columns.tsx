import type { BulkActionName, BulkActionRow, BulkRowState } from '@taffrail/contract';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusName } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';

const looks = {
  pending: { status: 'unknown', word: 'Not yet' },
  done: { status: 'ok', word: 'Done' },
  skipped: { status: 'idle', word: 'Skipped' },
  failed: { status: 'error', word: 'Failed' },
} as const satisfies Record<BulkRowState, { status: StatusName; word: string }>;

const pages = {
  'alerts.resolve': '/admin/alerts/$id',
  'incidents.acknowledge': '/admin/incidents/$id',
  'incidents.resolve': '/admin/incidents/$id',
  'runs.retry': '/admin/pipeline-runs/$id',
} as const satisfies Record<BulkActionName, string>;

/** Cards do without. */
const none = <span className="text-muted max-sm:hidden">–</span>;

/** @param action says what its rows are */
export const toOutcomeColumns = (action: BulkActionName): readonly Column<BulkActionRow>[] => [
  {
    id: 'row',
    title: 'Row',
    priority: 1,
    cell: ({ targetId, label }) => (
      <Link to={pages[action]} params={{ id: targetId }} className="break-words" data-row-primary>
        {label}
      </Link>
    ),
  },
  {
    id: 'outcome',
    title: 'Outcome',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ state }) => <Status status={looks[state].status}>{looks[state].word}</Status>,
  },
  {
    id: 'reason',
    title: 'Why',
    priority: 2,
    cell: ({ reason }) => (reason === null ? none : <span className="break-words">{reason}</span>),
  },
  {
    id: 'at',
    title: 'When',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ at }) => (at === null ? none : <RelativeTime at={at} />),
  },
];
