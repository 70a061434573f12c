import {
  aiJobKeptDays,
  type ListedAiJob,
  type listAiJobs,
  type RouteAnswer,
} from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatDay } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { idsOf, toggleId } from '../../../lib/url/open-ids.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SearchedTo } from '../../../ui/searched-to.tsx';
import { rowsChange, type JobsPageState } from '../use-jobs-page.ts';
import { EmptyJobs } from './empty-jobs.tsx';
import { jobColumns, jobName } from './job-columns.tsx';
import { JobPeek } from './job-peek.tsx';

const rowId = ({ id }: ListedAiJob): string => id;
const renderPeek = (job: ListedAiJob): ReactNode => <JobPeek job={job} />;

interface JobsPanelProps {
  page: JobsPageState;
  query: PanelQuery<RouteAnswer<typeof listAiJobs>>;
}

/** A page of jobs, each of which opens. */
export function JobsPanel({ page, query }: JobsPanelProps) {
  const { search, rows, change } = page;
  const paging = usePaging(search.after);
  return (
    <Panel
      title="AI jobs"
      titleHidden
      what="the AI jobs"
      query={query}
      flush
      isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
      empty={<EmptyJobs page={page} />}
    >
      {({ items, nextCursor, searchedTo }) => {
        const onOlder = nextCursor === null ? undefined : () => paging.toOlder(nextCursor);
        return (
          <>
            <KeptHalfAYear page={page} />
            <DataTable
              caption="AI jobs, newest first"
              columns={jobColumns}
              rows={items}
              rowId={rowId}
              rowName={jobName}
              detail={renderPeek}
              openIds={idsOf(search.peek)}
              onToggle={(id) => change({ peek: toggleId(search.peek, id) })}
            />
            <SearchedTo at={searchedTo} onOlder={onOlder} />
            <Pager
              onNewer={paging.toNewer}
              onOlder={onOlder}
              pageSize={rows}
              onPageSize={(next) => change(rowsChange(next))}
            />
          </>
        );
      }}
    </Panel>
  );
}

/** Said of a range that begins before what is kept. */
function KeptHalfAYear({ page: { span, asOf } }: { page: JobsPageState }) {
  const timeZone = useTimeZone();
  const keptFrom = new Date(asOf.getTime() - aiJobKeptDays * 86_400_000);
  if (span.from >= keptFrom) return null;
  return (
    <Notice status="info" className="m-4">
      Single jobs are kept for {aiJobKeptDays} days: of those before{' '}
      {formatDay(keptFrom, timeZone, asOf)} there are daily totals in cost and usage.
    </Notice>
  );
}
