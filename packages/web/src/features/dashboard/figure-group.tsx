import type { UseQueryResult } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { ErrorState } from '../../ui/error-state.tsx';
import { KpiSkeleton } from '../../ui/kpi.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

interface FigureGroupProps<T> {
  title: string;
  query: UseQueryResult<T>;
  /** How many figures there are, three or four. */
  count: 3 | 4;
  /** What they are compared with. */
  against: (data: T) => string | undefined;
  isEmpty?: (data: T) => boolean;
  /** In the place of the figures, where there can be none yet. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Side by side as far as they fit, and as wide as each other. */
const grids = {
  3: 'grid gap-4 sm:grid-cols-3',
  4: 'grid gap-4 sm:grid-cols-2 lg:grid-cols-4',
} as const;

/** Figures that one query answers: they load and fail together, apart from all others. */
export function FigureGroup<T>(props: FigureGroupProps<T>) {
  const { title, query, count, against, isEmpty, empty, children } = props;
  const { data, error, isFetching, refetch } = query;
  const id = useId();
  const thing = title.toLowerCase();
  return (
    <section aria-labelledby={id} aria-busy={isFetching} className="mb-6">
      <header className="mb-2 flex min-h-6 flex-wrap items-baseline gap-x-3">
        <h2 id={id} className="text-title">
          {title}
        </h2>
        {data === undefined ? (
          !error && <Skeleton className="h-4 w-48" />
        ) : (
          <p className="text-compact text-muted">{against(data)}</p>
        )}
      </header>
      {data !== undefined && error && (
        <Notice status="warning" className="mb-3">
          Could not refresh {thing}: {error.message}
        </Notice>
      )}
      {data === undefined && error ? (
        <div className={box}>
          <ErrorState
            error={error}
            what={thing}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        </div>
      ) : data !== undefined && isEmpty?.(data) ? (
        <div className={box}>{empty}</div>
      ) : (
        <div className={grids[count]} {...(data === undefined ? { 'aria-live': 'polite' } : {})}>
          {data === undefined ? <Skeletons count={count} thing={thing} /> : children(data)}
        </div>
      )}
    </section>
  );
}

const box = 'rounded-panel border border-line bg-surface';

function Skeletons({ count, thing }: { count: number; thing: string }) {
  return (
    <>
      <span className="sr-only">Loading {thing}</span>
      {Array.from({ length: count }, (_, index) => (
        <KpiSkeleton key={index} />
      ))}
    </>
  );
}
