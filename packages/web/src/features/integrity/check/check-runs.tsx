import type { IntegrityCheckDetail, IntegrityResult } from '@taffrail/contract';
import { useMemo } from 'react';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import { formatCount, formatDuration } from '../../../lib/format.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { RunStrip } from '../run-strip.tsx';
import { SeverityStatus } from '../severity-status.tsx';
import { CheckSearch } from './check-search.ts';

/** How long the latest run stands for: it was of its minute. */
const minuteSeconds = 60;
/** As many as stand side by side on a phone. */
const inStrip = 36;
const shownFirst = 14;

/** What its runs came to, as far as they are known. */
export function CheckRuns({ check: { history } }: { check: IntegrityCheckDetail }) {
  const [search, change] = useUrlState(CheckSearch);
  const oldestFirst = useMemo(() => history.toReversed(), [history]);
  const showsAll = search.runs === 'all' || history.length <= shownFirst;
  return (
    <PanelFrame title="Runs" flush>
      <div className="px-4 pb-4">
        <RunStrip results={oldestFirst.slice(-inStrip)} />
        {history.some(({ count }) => count !== null && count > 0) && (
          <AffectedOverTime results={oldestFirst} />
        )}
      </div>
      <RunsTable results={showsAll ? history : history.slice(0, shownFirst)} />
      {history.length > shownFirst && (
        <div className="border-t border-line px-4 py-2">
          <Button look="quiet" onClick={() => change({ runs: showsAll ? undefined : 'all' })}>
            {showsAll ? `Show the latest ${shownFirst}` : `Show the latest ${history.length}`}
          </Button>
        </div>
      )}
    </PanelFrame>
  );
}

/** To the minute, which is how runs are told apart in words; of one minute the last. */
const toMinutes = (results: readonly IntegrityResult[]): [at: string, count: number | null][] => [
  ...new Map(results.map(({ at, count }) => [`${at.slice(0, 16)}:00.000Z`, count])),
];

function AffectedOverTime({ results }: { results: readonly IntegrityResult[] }) {
  const { moments, lines } = useMemo(() => {
    const minutes = toMinutes(results);
    const values = minutes.map(([, count]) => count);
    return {
      moments: minutes.map(([at]) => at),
      lines: [{ id: 'count', title: 'Rows', colour: 1, values }],
    };
  }, [results]);
  return (
    <div className="mt-4">
      <TimeSeries
        title="affected rows"
        moments={moments}
        stepSeconds={minuteSeconds}
        lines={lines}
        format={formatCount}
        height={140}
      />
    </div>
  );
}

const columns = [
  { title: 'When', className: 'py-1 pl-4 text-left' },
  { title: 'Severity', className: 'px-3 py-1 text-left' },
  { title: 'Rows', className: 'px-3 py-1 text-right' },
  { title: 'Took', className: 'py-1 pr-4 text-right' },
] as const;

function RunsTable({ results }: { results: readonly IntegrityResult[] }) {
  return (
    <SmallTable caption={`The latest ${results.length} runs, newest first`} columns={columns}>
      {results.map((result) => (
        <SmallRow key={result.at} className="align-top">
          <th scope="row" className="py-2 pl-4 text-left font-normal whitespace-nowrap">
            <RelativeTime at={result.at} />
          </th>
          <td className="px-3 py-2">
            <SeverityStatus result={result} />
          </td>
          <td className="px-3 py-2 text-right tabular-nums">
            {result.count === null ? '–' : formatCount(result.count)}
          </td>
          <td className="py-2 pr-4 text-right whitespace-nowrap text-muted tabular-nums">
            {formatDuration(result.durationMs)}
          </td>
        </SmallRow>
      ))}
    </SmallTable>
  );
}
