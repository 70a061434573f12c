import type { DashboardRequests } from '@taffrail/contract';
import { formatCount, plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { Link } from '../../../ui/link.tsx';
import type { Shown } from '../dashboard.api.ts';
import { errorCount } from './error-count.ts';
import { errorLogFilters } from './error-log-filters.ts';
import { rowRanges } from '../period.ts';

/** What the error count is made up of, each part a link to its rows. */
export function ErrorSplit({ shown }: { shown: Shown<DashboardRequests> }) {
  const { errors, errorLogs, failedJobs, failedRuns } = shown.current;
  const mayReadUsage = useCan('usage.read');
  const mayReadPipelines = useCan('pipelines.read');
  const range = rowRanges[shown.asked];
  return (
    <>
      {formatCount(errorCount(shown.current))} ={' '}
      <Link to="/admin/operations/health" search={{ range, sort: '-errors' }} hash="endpoints">
        {plural(errors, 'failed request')}
      </Link>{' '}
      +{' '}
      <Link to="/admin/logs" search={{ range, f: errorLogFilters }}>
        {plural(errorLogs, 'error log')}
      </Link>
      {failedJobs > 0 && (
        <>
          {' '}
          +{' '}
          {mayReadUsage ? (
            <Link to="/admin/usage/jobs" search={{ range, f: ['status.in.failed'] }}>
              {plural(failedJobs, 'failed AI job')}
            </Link>
          ) : (
            plural(failedJobs, 'failed AI job')
          )}
        </>
      )}
      {failedRuns > 0 && (
        <>
          {' '}
          +{' '}
          {mayReadPipelines ? (
            <Link to="/admin/pipeline-runs" search={{ range, f: ['status.in.failed'] }}>
              {plural(failedRuns, 'failed run')}
            </Link>
          ) : (
            plural(failedRuns, 'failed run')
          )}
        </>
      )}
    </>
  );
}
