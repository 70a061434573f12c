import type { RevenueCohort } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatCount, formatPercent } from '../../../lib/format.ts';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { monthText } from '../period.ts';
import { cohortsQuery } from '../revenue.api.ts';
import { toRetention, type Retention } from './retention.ts';

/** Of those who began to pay in a month, how many still did at the end of it and of each after. */
export function CohortsPanel() {
  const query = useQuery(cohortsQuery);
  useAskAgain(query);
  return (
    <Panel
      title="Retention by start month"
      query={query}
      flush
      skeleton={<Skeleton className="h-100" />}
      isEmpty={({ cohorts }) => cohorts.every(({ started }) => started === 0)}
      empty={<EmptyState kind="never" title="Nobody began to pay in the last twelve months." />}
    >
      {({ cohorts }) => <Heatmap cohorts={cohorts} />}
    </Panel>
  );
}

function Heatmap({ cohorts }: { cohorts: readonly RevenueCohort[] }) {
  const rows = cohorts.map(toRetention);
  return (
    <>
      <p className="px-4 pb-3 text-compact text-muted">
        Customers who still pay at the end of the month in which they began (0) and of each after;
        the last of a line is up to now. Who came back counts again.
      </p>
      <ScrollRegion label="Retention, month by month" className="rounded-b-panel">
        <table className="w-full min-w-220 border-separate border-spacing-0.5 px-4 pb-3 text-right text-compact">
          <caption className="sr-only">
            Share of customers who still pay, by the month in which they began and months since
          </caption>
          <thead className="text-muted">
            <tr>
              <th scope="col" className="py-1 text-left font-medium">
                Began in
              </th>
              <th scope="col" className="px-2 py-1 font-medium">
                Customers
              </th>
              {rows.map((row, index) => (
                <th key={row.month} scope="col" className="px-2 py-1 font-medium">
                  <span className="sr-only">After months: </span>
                  {index}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.month} row={row} columns={rows.length} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

function Line({ row: { month, started, cells }, columns }: { row: Retention; columns: number }) {
  return (
    <tr>
      <th scope="row" className="py-1 text-left font-normal whitespace-nowrap">
        {monthText(month)}
      </th>
      <td className="px-2 py-1">{formatCount(started)}</td>
      {cells.map(({ age, share, paying, isUnfinished }) => (
        <td
          key={age}
          title={`${formatCount(paying)} of ${formatCount(started)}${isUnfinished ? ', so far' : ''}`}
          className="relative px-2 py-1"
        >
          {share !== null && (
            // The strength says what the number does; a style would be against the page's policy.
            <svg aria-hidden className="absolute inset-0 h-full w-full">
              <rect
                width="100%"
                height="100%"
                rx="3"
                fillOpacity={(0.04 + 0.31 * share).toFixed(2)}
                strokeDasharray={isUnfinished ? '3 3' : undefined}
                className={isUnfinished ? 'fill-chart-1 stroke-muted' : 'fill-chart-1'}
              />
            </svg>
          )}
          <span className="relative">{share === null ? '–' : formatPercent(share)}</span>
          {isUnfinished && <span className="sr-only"> so far</span>}
        </td>
      ))}
      {cells.length < columns && (
        <td aria-hidden colSpan={columns - cells.length}>
          &nbsp;
        </td>
      )}
    </tr>
  );
}
