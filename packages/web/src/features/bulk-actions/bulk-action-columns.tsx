import type { BulkAction } from '@taffrail/contract';
import { formatCount } from '../../lib/format.ts';
import { Link } from '../../ui/link.tsx';
import { OnCards } from '../../ui/on-cards.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { BulkStateMark } from '../../ui/selection/bulk-state.tsx';
import { wordsOf } from '../../ui/selection/bulk-words.ts';
import type { Column } from '../../ui/table-columns.ts';

/** "Acknowledge 1,243 incidents". */
export const nameOfBulkAction = ({ action, total }: BulkAction): string => {
  const { verb, one, many } = wordsOf(action);
  return `${verb} ${formatCount(total)} ${total === 1 ? one : many}`;
};

const counted = (
  id: 'done' | 'skipped' | 'failed' | 'pending',
  title: string,
): Column<BulkAction> => ({
  id,
  title,
  priority: 2,
  align: 'end',
  cell: (action) => (
    <span>
      {formatCount(action[id])}
      <OnCards>{title.toLowerCase()}</OnCards>
    </span>
  ),
});

export const bulkActionColumns: readonly Column<BulkAction>[] = [
  {
    id: 'what',
    title: 'What',
    priority: 1,
    cell: (action) => (
      <Link to="/admin/bulk-actions/$id" params={{ id: action.id }} data-row-primary>
        {nameOfBulkAction(action)}
      </Link>
    ),
  },
  {
    id: 'state',
    title: 'State',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: (action) => <BulkStateMark of={action} />,
  },
  counted('done', 'Done'),
  counted('skipped', 'Skipped'),
  counted('failed', 'Failed'),
  counted('pending', 'Left'),
  {
    id: 'by',
    title: 'By',
    priority: 2,
    cell: ({ createdBy }) => <span className="break-words">{createdBy}</span>,
  },
  {
    id: 'began',
    title: 'Asked for',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
];
