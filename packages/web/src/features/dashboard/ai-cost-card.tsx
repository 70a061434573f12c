import type { UsageToday } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatUsd, plural } from '../../lib/format.ts';
import { formatTime } from '../../lib/time/format-time.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Kpi, KpiSkeleton } from '../../ui/kpi.tsx';

/** What AI jobs cost today, whatever the range: it loads and fails by itself. */
export function AiCostCard({ query }: { query: UseQueryResult<UsageToday> }) {
  const { data, error, isFetching, refetch } = query;
  if (data) return <Today today={data} />;
  if (!error) return <KpiSkeleton />;
  return (
    <div className="rounded-panel border border-line bg-surface">
      <ErrorState
        error={error}
        what="the AI cost"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    </div>
  );
}

function Today({ today }: { today: UsageToday }) {
  const { costUsd, typical, jobs, unpricedJobs, series, timeZone } = today;
  const usual = typical && Number(typical.typicalUsd);
  return (
    <Kpi
      metric="ai_cost_today"
      value={Number(costUsd)}
      comparison={{
        value: typical && Number(typical.comparedUsd),
        previous: usual,
        // Of dollars, not of events: whatever is typical can be compared with.
        events: usual ? Number.MAX_SAFE_INTEGER : 0,
      }}
      versus={
        typical ? `vs typical by ${formatTime(new Date(typical.until), timeZone)}` : 'vs typical'
      }
      series={series.map((day) => Number(day.costUsd))}
      note={
        <>
          {plural(jobs, 'job')}
          {unpricedJobs > 0 && (
            <>
              <br />
              {unpricedJobs === jobs ? 'all' : unpricedJobs} unpriced
            </>
          )}
        </>
      }
      reckoning={
        typical &&
        `${formatUsd(Number(typical.comparedUsd))} by then today, ${formatUsd(Number(typical.typicalUsd))} on average of ${plural(typical.days, 'such day')}.`
      }
      link={{ to: '/admin/usage', search: { range: '7d' } as never }}
    />
  );
}
