import { ProbedDatabase, type DatabaseLatency as Answer } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import type { Crosshair } from '../../../charts/draw/time-series/use-crosshair.ts';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { Choice } from '../../../ui/choice.tsx';
import { ConnectProductDatabase } from '../../../ui/connect-product-database.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { HealthPageState } from '../use-health-page.ts';
import { DatabaseReason, DatabaseStatus } from './database-status.tsx';
import { databaseTitles } from './database-words.ts';
import { FigureRow, LatencySkeleton, type Figure } from './figure-row.tsx';
import { mainLine, toLatencyLines } from './latency-lines.ts';

type Probed = Answer['databases'][number];

interface DatabaseLatencyProps {
  page: HealthPageState;
  query: UseQueryResult<Answer>;
  crosshair: Crosshair;
  height: number;
}

const options = ProbedDatabase.options
  .toReversed()
  .map((value) => ({ value, label: databaseTitles[value] }));

/** The one that is asked for; else the product's, where it is known. */
const choose = (
  databases: readonly Probed[],
  asked: ProbedDatabase | undefined,
): Probed | undefined => {
  const find = (name: ProbedDatabase) => databases.find(({ database }) => database === name);
  if (asked) return find(asked);
  const product = find('product');
  return product && product.state !== 'not_configured' ? product : find('console');
};

/** How fast database queries respond. */
export function DatabaseLatency({ page, query, crosshair, height }: DatabaseLatencyProps) {
  const chosen = query.data && choose(query.data.databases, page.search.database);
  return (
    <Panel
      title="Database latency"
      what="the database latency"
      query={query}
      className="h-full"
      skeleton={<LatencySkeleton height={height} />}
      definition={chosen && <DatabaseStatus probed={chosen} />}
      actions={
        chosen && (
          <Choice
            label="Database"
            labelHidden
            value={chosen.database}
            onChange={(database) => page.change({ database })}
            options={options}
          />
        )
      }
    >
      {(answer) =>
        chosen &&
        (chosen.totals.probes === 0 ? (
          <NoProbes probed={chosen} />
        ) : (
          <>
            <DatabaseReason probed={chosen} />
            <FigureRow figures={toFigures(chosen, page.compares)} />
            <TimeSeries
              // Whether a line is left out belongs to the chart of one database.
              key={chosen.database}
              title={`latency of the ${chosen.database}'s database`}
              moments={chosen.series.map(({ at }) => at)}
              stepSeconds={answer.stepSeconds}
              lines={toLines(answer, chosen, page.compares)}
              main={mainLine}
              format={formatLatency}
              previousTitle={page.before.words}
              crosshair={crosshair}
              onZoom={page.zoomWithin({
                from: new Date(answer.range.from),
                to: new Date(answer.range.to),
              })}
              height={height}
            />
          </>
        ))
      }
    </Panel>
  );
}

const toLines = (
  { range, previousRange, stepSeconds }: Answer,
  { series, previousSeries }: Probed,
  compares: boolean,
) =>
  toLatencyLines(
    { range, series },
    compares && previousRange && previousSeries
      ? { range: previousRange, series: previousSeries }
      : undefined,
    stepSeconds,
  );

const toFigures = ({ totals, previousTotals }: Probed, compares: boolean): Figure[] => {
  const before = compares ? previousTotals : null;
  const of = (name: 'p50Ms' | 'p95Ms' | 'p99Ms' | 'failureRate') => ({
    value: totals[name],
    comparison: {
      value: totals[name],
      previous: before?.[name] ?? null,
      events: before?.probes ?? 0,
    },
  });
  return [
    { metric: 'database_latency_p50', title: 'p50', ...of('p50Ms') },
    { metric: 'database_latency_p95', title: 'p95', ...of('p95Ms') },
    { metric: 'database_latency_p99', title: 'p99', ...of('p99Ms') },
    {
      metric: 'database_failure_rate',
      title: 'Failed',
      ...of('failureRate'),
      note: `${formatCount(totals.failures)} of ${formatCount(totals.probes)}`,
    },
  ];
};

/** Not configured, not yet, or not in this range: three different things to do. */
function NoProbes({ probed: { state, lastProbedAt } }: { probed: Probed }) {
  if (state === 'not_configured')
    return (
      <ConnectProductDatabase
        title="The product's database is not configured."
        of="the database latency"
      />
    );
  if (lastProbedAt !== null)
    return <EmptyState kind="filter" title="It was not probed in this range." />;
  return (
    <EmptyState kind="never" title="It has not been probed yet.">
      A worker of the console probes it every minute; the first figures come with the next.
    </EmptyState>
  );
}
