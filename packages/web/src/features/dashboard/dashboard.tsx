import type { UseQueryResult } from '@tanstack/react-query';
import { useCan } from '../../lib/me.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { KpiSkeleton } from '../../ui/kpi.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PanelFrame } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Shown } from './dashboard.api.ts';
import { Figures, grid } from './figures.tsx';
import { RecentActions, type ActivityWords } from './recent-actions.tsx';

interface DashboardProps {
  query: UseQueryResult<Shown>;
  words: ActivityWords;
}

/** One answer fills all of it: what fails, fails together. */
export function Dashboard({ query, words }: DashboardProps) {
  const { data: shown, error, isFetching, refetch } = query;
  const mayReadLog = useCan('activity.read');
  if (!shown && error) {
    return (
      <PanelFrame title="Dashboard" titleHidden>
        <ErrorState
          error={error}
          what="the dashboard"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      </PanelFrame>
    );
  }
  return (
    <>
      {error && (
        <Notice status="warning" className="mb-4">
          Could not refresh: {error.message}
        </Notice>
      )}
      {shown ? <Figures shown={shown} busy={isFetching} /> : <FiguresSkeleton />}
      {mayReadLog && (
        <RecentActions
          query={{ data: shown?.recentActions, error: null, isFetching, refetch }}
          words={words}
        />
      )}
    </>
  );
}

function FiguresSkeleton() {
  return (
    <div className="mb-4" aria-live="polite">
      <span className="sr-only">Loading the figures</span>
      <Skeleton className="mb-2 h-4.5 w-72" />
      <div className={grid}>
        <KpiSkeleton />
        <KpiSkeleton />
        <KpiSkeleton />
      </div>
    </div>
  );
}
