import type {
  DashboardFigures as Figures,
  DashboardRequests,
  MetricName,
} from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatCount, formatLargeCount, formatLatency } from '../../lib/format.ts';
import { Kpi } from '../../ui/kpi.tsx';
import type { Shown } from './dashboard.api.ts';
import { errorCount } from './errors/error-count.ts';
import { errorLogFilters } from './errors/error-log-filters.ts';
import { ErrorSplit } from './errors/error-split.tsx';
import { FigureGroup } from './figure-group.tsx';
import { NoRequests } from '../../ui/no-requests.tsx';
import { againstText, rowRanges, sinceText, versusTexts } from './period.ts';
import { hasOperations } from './use-dashboard.ts';

interface Figure {
  readonly metric: MetricName;
  readonly of: (figures: Figures) => number | null;
  /** What a change of it rests on, where it counts no events itself. */
  readonly rests?: (figures: Figures) => number;
  readonly note?: (figures: Figures) => ReactNode;
  /** What it is made up of, below its formula. */
  readonly split?: (shown: Shown<DashboardRequests>) => ReactNode;
  /** How the endpoints behind it are sorted. */
  readonly sort?: '-errors' | '-p95Ms';
}

const requestsOf = ({ requests }: Figures): number => requests;

/** In a line, as there is room for no more: how they split is said on hover. */
const otherErrors = ({ errorLogs, failedJobs, failedRuns }: Figures): string | undefined => {
  const kinds = [
    [errorLogs, 'logged'],
    [failedJobs, 'AI'],
    [failedRuns, 'runs'],
  ] as const;
  const there = kinds.filter(([count]) => count > 0);
  const [only] = there;
  if (!only) return undefined;
  if (there.length === 1) return `${formatLargeCount(only[0])} ${only[1]}`;
  return `${formatLargeCount(errorLogs + failedJobs + failedRuns)} others`;
};

const figures: readonly Figure[] = [
  { metric: 'requests', of: requestsOf },
  {
    metric: 'error_count',
    of: errorCount,
    note: (figures) => {
      const others = otherErrors(figures);
      return (
        others !== undefined && (
          <>
            {formatLargeCount(figures.errors)} requests
            <br />
            {others}
          </>
        )
      );
    },
    split: (shown) => <ErrorSplit shown={shown} />,
    sort: '-errors',
  },
  {
    metric: 'error_rate',
    of: ({ errorRate }) => errorRate,
    rests: requestsOf,
    note: ({ errors, requests }) =>
      requests > 0 && (
        <span title={`${formatCount(errors)} of ${formatCount(requests)}`}>
          {formatLargeCount(errors)} of {formatLargeCount(requests)}
        </span>
      ),
    sort: '-errors',
  },
  {
    metric: 'latency_p95',
    of: ({ p95Ms }) => p95Ms,
    rests: requestsOf,
    note: ({ p50Ms, p99Ms }) =>
      p50Ms !== null &&
      p99Ms !== null && (
        <>
          p50 {formatLatency(p50Ms)}
          <br />
          p99 {formatLatency(p99Ms)}
        </>
      ),
    sort: '-p95Ms',
  },
];

/** How the product does, each a link to what it is of. */
export function RequestFigures({ query }: { query: UseQueryResult<Shown<DashboardRequests>> }) {
  return (
    <FigureGroup
      title="Requests"
      query={query}
      count={4}
      against={({ asked, comparison, since, timeZone }) =>
        comparison
          ? againstText(asked, comparison.previousTo, timeZone)
          : since === null
            ? undefined
            : sinceText(since)
      }
      isEmpty={(shown) => !hasOperations(shown)}
      empty={<NoRequests />}
    >
      {(shown) =>
        figures.map((figure) => <RequestKpi key={figure.metric} figure={figure} shown={shown} />)
      }
    </FigureGroup>
  );
}

function RequestKpi({ figure, shown }: { figure: Figure; shown: Shown<DashboardRequests> }) {
  const { metric, of, rests, note, split, sort } = figure;
  const { asked, current, comparison, series } = shown;
  const range = rowRanges[asked];
  // Where all errors were logged, the endpoints would show none of them.
  const isLogged = metric === 'error_count' && current.errors === 0 && current.errorLogs > 0;
  return (
    <Kpi
      metric={metric}
      value={of(current)}
      comparison={{
        value: comparison && of(comparison.compared),
        previous: comparison && of(comparison.previous),
        ...(comparison && rests && { events: rests(comparison.previous) }),
      }}
      versus={versusTexts[asked]}
      series={series.map(of)}
      note={note?.(current)}
      reckoning={split?.(shown)}
      link={
        isLogged
          ? { to: '/admin/logs', search: { range, f: errorLogFilters } }
          : { to: '/admin/operations/health', search: { range, ...(sort && { sort }) } }
      }
    />
  );
}
