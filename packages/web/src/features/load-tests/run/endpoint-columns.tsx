import type { ReactNode } from 'react';
import { formatCount, formatLatency, formatRate } from '../../../lib/format.ts';
import type { Comparison } from '../../../ui/compare.ts';
import { OnCards } from '../../../ui/on-cards.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { endpointName } from '../verdict-words.ts';
import { ChangeSince } from './change-since.tsx';
import { errorRateOf, sameTail, type ComparedRoute } from './figures.ts';

const unknown = <span className="text-muted">–</span>;

interface WithChangeProps {
  unit: 'milliseconds' | 'ratio';
  /** Null where the run is compared with no other. */
  comparison: Comparison | null;
  children: ReactNode;
}

/** The change has a width of its own, so that figures stand under figures. */
function WithChange({ unit, comparison, children }: WithChangeProps) {
  if (!comparison) return <span>{children}</span>;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span>{children}</span>
      <span className="text-left sm:w-18">
        <ChangeSince unit={unit} {...comparison} />
      </span>
    </span>
  );
}

type Compare = (
  route: ComparedRoute,
  value: number | null,
  previous: number | null | undefined,
) => Comparison | null;

const compareRoute: Compare = ({ before }, value, previous) => ({
  value,
  previous: previous ?? null,
  events: before?.requests ?? 0,
});

const average = (route: ComparedRoute, compare: Compare): ReactNode => {
  const { averageMs, before } = route;
  return (
    <WithChange unit="milliseconds" comparison={compare(route, averageMs, before?.averageMs)}>
      <OnCards>average</OnCards>
      {averageMs === null ? unknown : formatLatency(averageMs)}
    </WithChange>
  );
};

/** p97.5 is not p95, and says so. */
const tail = (route: ComparedRoute, compare: Compare): ReactNode => {
  const { tail: now, before } = route;
  const comparison = compare(route, now?.ms ?? null, sameTail(now, before?.tail));
  return (
    <WithChange unit="milliseconds" comparison={comparison}>
      {now && now.percentile !== 95 ? (
        <span className="text-muted">P{now.percentile} </span>
      ) : (
        <OnCards>P95</OnCards>
      )}
      {now ? formatLatency(now.ms) : unknown}
    </WithChange>
  );
};

const errors = (route: ComparedRoute, compare: Compare): ReactNode => {
  const { failed, before } = route;
  const rate = errorRateOf(route);
  return (
    <WithChange unit="ratio" comparison={compare(route, rate, before && errorRateOf(before))}>
      <OnCards>errors</OnCards>
      {failed === null ? unknown : formatCount(failed)}
      {failed !== null && failed > 0 && rate !== null && (
        <span className="text-muted"> · {formatRate(rate)}</span>
      )}
    </WithChange>
  );
};

const figure = { priority: 2, align: 'end', className: 'whitespace-nowrap' } as const;

/** With what became of each figure, where the run is compared with another. */
export const endpointColumns = (compares: boolean): readonly Column<ComparedRoute>[] => {
  const compare: Compare = compares ? compareRoute : () => null;
  return [
    {
      id: 'endpoint',
      title: 'Endpoint',
      priority: 1,
      className: 'min-w-56',
      cell: (route) => (
        <span className="font-mono text-caption break-all">{endpointName(route)}</span>
      ),
    },
    {
      ...figure,
      id: 'requests',
      title: 'Requests',
      cell: ({ requests }) => (
        <>
          {requests === null ? unknown : formatCount(requests)} <OnCards>requests</OnCards>
        </>
      ),
    },
    { ...figure, id: 'average', title: 'Average', cell: (route) => average(route, compare) },
    { ...figure, id: 'tail', title: 'P95', cell: (route) => tail(route, compare) },
    { ...figure, id: 'errors', title: 'Errors', cell: (route) => errors(route, compare) },
  ];
};
