import {
  aiJobKeptDays,
  type ListedAiJob,
  type listAiJobs,
  type RouteAnswer,
} from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatDay } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { severalOpen } from '../../../lib/url/open-ids.ts';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
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
  return (
    <ListPanel
      title="AI jobs"
      what="the AI jobs"
      query={query}
      after={search.after}
      empty={<EmptyJobs page={page} />}
      notice={<KeptHalfAYear page={page} />}
      caption="AI jobs, newest first"
      columns={jobColumns}
      rowId={rowId}
      rowName={jobName}
      detail={renderPeek}
      {...severalOpen(search.peek, (peek) => change({ peek }))}
      pageSize={rows}
      onPageSize={(next) => change(rowsChange(next))}
    />
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
