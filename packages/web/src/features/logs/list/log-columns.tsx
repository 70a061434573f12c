import type { SystemLog } from '@taffrail/contract';
import { capText } from '../../../ui/customer-name.ts';
import { OnlyLink } from '../../../ui/list/only-link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import type { LogFieldId } from '../filters/log-fields.ts';
import { levelWords } from '../level-words.ts';

/** Of a row: the rest is in its details. */
const longestMessage = 300;

/** Names a row where it cannot be seen. */
export const logName = ({ level, message }: SystemLog): string =>
  `${levelWords[level]}: ${capText(message)}`;

export const logColumns: readonly Column<SystemLog>[] = [
  {
    id: 'level',
    title: 'Type',
    cell: ({ level }) => <Status status={level}>{levelWords[level]}</Status>,
    priority: 2,
    className: 'w-28',
  },
  {
    id: 'message',
    title: 'Message',
    cell: ({ message }) => (
      <span className="max-sm:line-clamp-3">{capText(message, longestMessage)}</span>
    ),
    priority: 1,
    className: 'w-full max-w-0 min-w-48 truncate',
  },
  {
    id: 'source',
    title: 'Source',
    cell: ({ source }) => <OnlyLink<LogFieldId> field="source" value={source} />,
    priority: 2,
    className: 'max-w-60 truncate xl:max-w-80',
  },
  {
    id: 'createdAt',
    title: 'Created at',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    priority: 2,
    className: 'w-30 whitespace-nowrap',
  },
];
