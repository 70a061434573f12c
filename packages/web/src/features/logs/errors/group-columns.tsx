import type { ListedErrorGroup } from '@taffrail/contract';
import { Sparkline } from '../../../charts/draw/sparkline.tsx';
import { capText } from '../../../ui/customer-name.ts';
import { formatCount, formatLargeCount, plural } from '../../../lib/format.ts';
import { OnlyLink } from '../../../ui/list/only-link.tsx';
import { Link } from '../../../ui/link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import type { LogFieldId } from '../filters/log-fields.ts';

const longestMessage = 300;

/** Names a row where it cannot be seen. */
export const groupName = ({ errorType, message }: ListedErrorGroup): string =>
  capText(errorType === null ? message : `${errorType}: ${message}`);

function Fault({ fingerprint, errorType, message }: ListedErrorGroup) {
  return (
    <Link
      to="/admin/logs/groups/$fingerprint"
      params={{ fingerprint }}
      className="text-text no-underline hover:underline max-sm:line-clamp-3"
      data-row-primary
    >
      {errorType !== null && <span className="font-semibold">{errorType} </span>}
      {capText(message, longestMessage)}
    </Link>
  );
}

function Trend({ trend }: ListedErrorGroup) {
  const sum = trend.reduce((all, count) => all + count, 0);
  return (
    <>
      <span className="block w-24">
        <Sparkline values={trend} className="h-5!" />
      </span>
      <span className="sr-only">
        {plural(sum, 'time')} in the last {trend.length} days
      </span>
    </>
  );
}

export const groupColumns: readonly Column<ListedErrorGroup>[] = [
  {
    id: 'message',
    title: 'Error',
    cell: Fault,
    priority: 1,
    className: 'w-full max-w-0 min-w-48 truncate',
  },
  {
    id: 'source',
    title: 'Source',
    cell: ({ source }) => <OnlyLink<LogFieldId> field="source" value={source} />,
    priority: 2,
    className: 'max-w-48 truncate xl:max-w-60',
  },
  { id: 'trend', title: 'Last 14 days', cell: Trend, priority: 2, className: 'w-28' },
  {
    id: 'count',
    title: 'Count',
    cell: ({ count }) => (
      <span title={formatCount(count)} data-numeric>
        {formatLargeCount(count)}
        <OnCards>{count === 1 ? ' time' : ' times'}</OnCards>
      </span>
    ),
    priority: 2,
    align: 'end',
    className: 'w-20',
  },
  {
    id: 'firstSeen',
    title: 'First seen',
    cell: ({ firstSeenAt }) => (
      <>
        <OnCards>first </OnCards>
        <RelativeTime at={firstSeenAt} />
      </>
    ),
    priority: 2,
    className: 'w-28 whitespace-nowrap',
  },
  {
    id: 'lastSeen',
    title: 'Last seen',
    cell: ({ lastSeenAt }) => (
      <>
        <OnCards>last </OnCards>
        <RelativeTime at={lastSeenAt} />
      </>
    ),
    priority: 2,
    className: 'w-28 whitespace-nowrap',
  },
];
