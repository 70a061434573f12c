import type { ListedErrorGroup } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LogSkeleton } from '../../../ui/log-skeleton.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useTopOfPage } from '../../../ui/use-top-of-page.ts';
import { defaultRows } from '../logs-search.ts';
import { filterChange, rowsChange, type LogsPageState } from '../use-logs-page.ts';
import { groupColumns, groupName } from './group-columns.tsx';

const rowId = ({ fingerprint }: ListedErrorGroup): string => fingerprint;

/** Errors of one kind as one row, latest seen first. */
export function ErrorGroups({ page }: { page: LogsPageState }) {
  const { search, change, span } = page;
  const query = useQuery(page.groupsQuery);
  const timeZone = useTimeZone();
  const paging = usePaging(search.after);
  const top = useRef<HTMLDivElement>(null);
  useTopOfPage(top, search.after, query.isPlaceholderData);
  return (
    <div ref={top} className="scroll-mt-[calc(var(--top-bar)+16px)]">
      <Panel
        title={`Errors seen since ${formatMinute(span.from, timeZone)}`}
        what="the errors"
        query={query}
        flush
        skeleton={<LogSkeleton />}
        isEmpty={({ items }) => items.length === 0}
        empty={<NoErrors page={page} />}
      >
        {({ items, nextCursor }) => (
          <>
            <DataTable
              caption="Errors by kind, latest seen first"
              columns={groupColumns}
              rows={items}
              rowId={rowId}
              rowName={groupName}
            />
            <Pager
              onNewer={paging.toNewer}
              onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
              pageSize={search.rows ?? defaultRows}
              onPageSize={(next) => change(rowsChange(next))}
            />
          </>
        )}
      </Panel>
    </div>
  );
}

function NoErrors({ page: { filters, search, change } }: { page: LogsPageState }) {
  if (filters.length === 0 && search.q === undefined)
    return <EmptyState kind="good" title="No error was logged in this range." />;
  return (
    <EmptyState kind="filter" title="No error in this range matches the filters.">
      <Button onClick={() => change(filterChange([], ''))}>Clear filters</Button>
    </EmptyState>
  );
}
