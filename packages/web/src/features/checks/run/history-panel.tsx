import { CheckRange, type CheckHistory, type CheckRunDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { Choice } from '../../../ui/choice.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { toMeasuredLines } from '../../../ui/measured/measured-lines.ts';
import { formatValue, measureWords } from '../../../ui/measured/measured-words.ts';
import { historyQuery } from '../checks.api.ts';
import { Uptime } from '../list/check-columns.tsx';
import { CheckRunSearch } from './run-search.ts';

const rangeWords = { '24h': '24 h', '7d': '7 d', '30d': '30 d', '90d': '90 d' } as const;
const options = CheckRange.options.map((value) => ({ value, label: rangeWords[value] }));

/** How the check did over time: uptime, what it measured, and its thresholds. */
export function HistoryPanel({ run: { check } }: { run: CheckRunDetail }) {
  const [search, change] = useUrlState(CheckRunSearch);
  const range = search.range ?? '24h';
  const query = useQuery(historyQuery(check.id, range));
  return (
    <Panel
      title="Over time"
      what="the history"
      query={query}
      skeleton={<Skeleton className="h-56" />}
      actions={
        <Choice
          label="Range"
          labelHidden
          value={range}
          onChange={(next) => change({ range: next === '24h' ? undefined : next })}
          options={options}
        />
      }
    >
      {(history) => (
        <div className="grid gap-4">
          <Uptime uptime={history.check.uptime} />
          <Measured history={history} />
        </div>
      )}
    </Panel>
  );
}

const noThresholds = { warningAt: null, criticalAt: null };

function Measured({ history }: { history: CheckHistory }) {
  const { points, check, stepSeconds } = history;
  const { warningAt, criticalAt } = check.latest ?? noThresholds;
  const lines = useMemo(
    () => toMeasuredLines(points, { warningAt, criticalAt }),
    [points, warningAt, criticalAt],
  );
  const moments = useMemo(() => points.map(({ at }) => at), [points]);
  if (points.every(({ mean }) => mean === null))
    return <EmptyState kind="filter" title="Nothing was measured in this range." />;
  return (
    <TimeSeries
      key={check.id}
      title={`${measureWords[check.kind]} of ${check.name}`}
      moments={moments}
      stepSeconds={stepSeconds}
      lines={lines}
      format={(value) => formatValue(check.kind, value)}
      height={180}
    />
  );
}
