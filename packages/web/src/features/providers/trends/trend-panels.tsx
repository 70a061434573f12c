import type { ComparedProvider, Providers } from '@taffrail/contract';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import type { TimeLine } from '../../../charts/prepare/time-series.ts';
import { formatLatency, formatRate, formatUsd } from '../../../lib/format.ts';
import { PanelFrame } from '../../../ui/panel.tsx';
import { idOf, nameOfSubject } from '../subjects.ts';

type Trend = ComparedProvider['trend'][number];

const charts = [
  {
    title: 'Latency, p95',
    of: ({ p95Ms }: Trend) => p95Ms,
    format: formatLatency,
  },
  {
    title: 'Error rate',
    of: ({ errorRate }: Trend) => errorRate,
    format: formatRate,
  },
  {
    title: 'Cost per 1,000 jobs',
    of: ({ costPer1000Jobs }: Trend) => costPer1000Jobs,
    format: formatUsd,
  },
] as const;

const secondsOfDay = 86_400;
const chartHeight = 140;

const toLines = (
  items: readonly ComparedProvider[],
  of: (trend: Trend) => number | null,
): TimeLine[] =>
  items
    .filter(({ trend }) => trend.length > 0)
    .map((item, index) => ({
      id: idOf(item),
      title: item.subject.model ?? nameOfSubject(item.subject),
      colour: index + 1,
      values: item.trend.map(of),
    }));

/** Day by day, each figure of all on one scale: those with the most jobs, in the same colours. */
export function TrendPanels({ shown: { items, days } }: { shown: Providers }) {
  const moments = days.map(({ startsAt }) => startsAt);
  return charts.map(({ title, of, format }) => (
    <PanelFrame key={title} title={title}>
      <TimeSeries
        title={title}
        moments={moments}
        stepSeconds={secondsOfDay}
        lines={toLines(items, of)}
        format={format}
        height={chartHeight}
      />
    </PanelFrame>
  ));
}
