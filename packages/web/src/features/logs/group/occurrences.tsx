import { logKeptDays, type ErrorGroup, type SystemLog } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { capText, nameOf } from '../../../ui/customer-name.ts';
import { severalOpen } from '../../../lib/url/open-ids.ts';
import type { SearchChange } from '../../../lib/url/url-state.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { LogSkeleton } from '../../../ui/log-skeleton.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { useTopOfPage } from '../../../ui/use-top-of-page.ts';
import { LogDetail } from '../detail/log-detail.tsx';
import { logName } from '../list/log-columns.tsx';
import { occurrencesQuery } from '../logs.api.ts';
import type { GroupSearch } from './group-search.ts';

const rowId = ({ id }: SystemLog): string => id;
const renderDetail = (log: SystemLog): ReactNode => <LogDetail log={log} />;

const columns: readonly Column<SystemLog>[] = [
  {
    id: 'createdAt',
    title: 'Created at',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    priority: 2,
    className: 'w-30 whitespace-nowrap',
  },
  {
    id: 'message',
    title: 'Message',
    cell: ({ message }) => <span className="max-sm:line-clamp-3">{capText(message, 300)}</span>,
    priority: 1,
    className: 'w-full max-w-0 min-w-48 truncate',
  },
  {
    id: 'source',
    title: 'Source',
    cell: ({ source }) => source,
    priority: 2,
    className: 'max-w-60 truncate',
  },
  {
    id: 'organization',
    title: 'Organization',
    cell: ({ organization }) => organization && nameOf(organization),
    priority: 3,
    className: 'max-w-40 truncate',
  },
  {
    id: 'user',
    title: 'User',
    cell: ({ user }) => user && nameOf(user),
    priority: 3,
    className: 'max-w-40 truncate',
  },
];

interface OccurrencesProps {
  group: ErrorGroup;
  search: GroupSearch;
  change: (patch: SearchChange<GroupSearch>) => void;
}

/** Each time that it was logged, newest first. */
export function Occurrences({ group, search, change }: OccurrencesProps) {
  const query = useQuery(occurrencesQuery(group.fingerprint, search.after));
  const top = useRef<HTMLDivElement>(null);
  useTopOfPage(top, search.after, query.isPlaceholderData);
  return (
    <div ref={top} className="scroll-mt-[calc(var(--top-bar)+16px)]">
      <ListPanel
        title="Newest occurrences"
        showsTitle
        // What comes by itself shows in the rows; a bar would blink every few seconds.
        query={{ ...query, isFetching: query.isLoading }}
        skeleton={<LogSkeleton />}
        after={search.after}
        empty={<EmptyState kind="filter" title={`Single logs are kept ${logKeptDays} days.`} />}
        caption="Occurrences, newest first"
        columns={columns}
        rowId={rowId}
        rowName={logName}
        detail={renderDetail}
        {...severalOpen(search.peek, (peek) => change({ peek }))}
      />
    </div>
  );
}
