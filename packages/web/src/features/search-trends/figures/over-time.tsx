import type { SearchTrends } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import { formatCount } from '../../../lib/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { comparisonTitles } from '../words.ts';
import type { AskedTrends } from '../search-trends.api.ts';

const daySeconds = 86_400;

interface OverTimeProps {
  query: UseQueryResult<SearchTrends>;
  asked: AskedTrends;
}

export function OverTime({ query, asked }: OverTimeProps) {
  return (
    <Panel
      title="Searches by day"
      query={query}
      className="mb-4"
      skeleton={<Skeleton className="h-60" />}
    >
      {({ days }) => <Chart days={days} comparison={asked.compare} />}
    </Panel>
  );
}

interface ChartProps {
  days: SearchTrends['days'];
  comparison: AskedTrends['compare'];
}

function Chart({ days, comparison }: ChartProps) {
  const { moments, lines } = useMemo(
    () => ({
      moments: days.map(({ at }) => at),
      lines: [
        {
          id: 'searches',
          title: 'Searches',
          colour: 1,
          values: days.map(({ figures }) => figures.searches),
          previous: days.map(({ before }) => before),
        },
        {
          id: 'withoutResult',
          title: 'Without result',
          colour: 2,
          values: days.map(({ figures }) => figures.withoutResult),
        },
      ],
    }),
    [days],
  );
  return (
    <TimeSeries
      title="searches"
      moments={moments}
      stepSeconds={daySeconds}
      lines={lines}
      format={formatCount}
      previousTitle={comparisonTitles[comparison].replace('Against ', 'searches, ')}
      height={160}
    />
  );
}
