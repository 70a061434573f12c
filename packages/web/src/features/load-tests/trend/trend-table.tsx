import { FiguresTable } from '../../../charts/draw/figures-table.tsx';
import { formatLatency, formatRate } from '../../../lib/format.ts';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { verdictLooks } from '../verdict-words.ts';
import type { Trend } from './trend.ts';

const cellOf = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? '–' : format(value);

/** The figures of the strip. */
export function TrendTable({ trend }: { trend: Trend }) {
  const timeZone = useTimeZone();
  const { runs, percentile } = trend;
  const columns = [
    {
      id: 'tail',
      title: `P${percentile}`,
      cell: (index: number) => cellOf(runs[index]?.tailMs, formatLatency),
    },
    {
      id: 'errors',
      title: 'Error rate',
      cell: (index: number) => cellOf(runs[index]?.errorRate, formatRate),
    },
    {
      id: 'verdict',
      title: 'Verdict',
      cell: (index: number) => {
        const verdict = runs[index]?.verdict;
        return verdict === undefined ? '–' : verdictLooks[verdict].word;
      },
    },
  ];
  return (
    <FiguresTable
      caption="Figures of the last runs"
      spans={runs.map(({ at }) => ({ from: at, to: at }))}
      describe={({ from }) => formatMinute(from, timeZone)}
      columns={columns}
    />
  );
}
