import type { LoadTestRun } from '@taffrail/contract';
import { useMemo, useState } from 'react';
import { FigureHead } from '../../../charts/draw/figure-head.tsx';
import { cx } from '../../../lib/class-names.ts';
import { formatLatency, formatRate } from '../../../lib/format.ts';
import { formatDay, formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { Link } from '../../../ui/link.tsx';
import { StatusIcon } from '../../../ui/status.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import { verdictLooks } from '../verdict-words.ts';
import { TrendTable } from './trend-table.tsx';
import { summarizeTrend, toHeights, toTrend, type TrendRun } from './trend.ts';

const slots = 20;
/** Two dates over fewer columns would run into each other. */
const apart = 7;

/** P95 and error rate of the last runs, with what they may not exceed; each leads to its run. */
export function TrendStrip({ runs }: { runs: readonly LoadTestRun[] }) {
  const [asTable, setAsTable] = useState(false);
  const trend = useMemo(() => toTrend(runs), [runs]);
  const { limits, percentile } = trend;
  return (
    <figure>
      <FigureHead asTable={asTable} onAsTable={setAsTable}>
        {summarizeTrend(trend, formatLatency)}
      </FigureHead>
      {/* The rows below lead to the same runs; twenty stops of the Tab key would be in their way. */}
      <div aria-hidden className="grid gap-3">
        <Bars
          title={`P${percentile}`}
          runs={trend.runs}
          values={trend.runs.map(({ tailMs }) => tailMs)}
          limit={limits.tailMs}
          format={formatLatency}
          colour="bg-chart-1"
        />
        <Bars
          title="Error rate"
          runs={trend.runs}
          values={trend.runs.map(({ errorRate }) => errorRate)}
          limit={limits.errorRate}
          format={formatRate}
          colour="bg-chart-2"
        />
        <Verdicts runs={trend.runs} />
      </div>
      {asTable && <TrendTable trend={trend} />}
    </figure>
  );
}

const columns = 'grid flex-1 grid-cols-20 gap-0.5 sm:gap-1';
// On a phone the label stands above: twenty signs need the whole width.
const row = 'flex gap-2 max-sm:flex-col max-sm:gap-1';
const label = 'w-18 shrink-0 text-caption text-muted max-sm:flex max-sm:w-auto max-sm:gap-1';
const signSize = { wide: 14, narrow: 11 } as const;

/** The newest stands at the right, however few there are. */
const placeOf = (index: number, count: number) => ({ gridColumn: slots - count + index + 1 });

interface BarsProps {
  title: string;
  runs: readonly TrendRun[];
  values: readonly (number | null)[];
  limit: number | null;
  format: (value: number) => string;
  colour: string;
}

function Bars({ title, runs, values, limit, format, colour }: BarsProps) {
  const heights = toHeights(values, limit);
  return (
    <div className={cx(row, 'sm:items-end')}>
      <div className={label}>
        {title}
        {limit !== null && <span className="block">≤ {format(limit)}</span>}
      </div>
      <div className="relative flex h-14 flex-1 border-b border-line max-sm:flex-none">
        {heights.limit !== null && (
          <div
            className="pointer-events-none absolute inset-x-0 border-t border-dashed border-error"
            style={{ bottom: `${heights.limit}%` }}
          />
        )}
        <div className={columns}>
          {runs.map((run, index) => (
            <RunBar
              key={run.id}
              run={run}
              text={`${title} ${toText(values[index] ?? null, format)}`}
              height={heights.bars[index] ?? null}
              colour={colour}
              place={placeOf(index, runs.length)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const toText = (value: number | null, format: (value: number) => string): string =>
  value === null ? 'not known' : format(value);

interface RunBarProps {
  run: TrendRun;
  text: string;
  /** In percent; null where nothing is known. */
  height: number | null;
  colour: string;
  place: { gridColumn: number };
}

function RunBar({ run, text, height, colour, place }: RunBarProps) {
  const timeZone = useTimeZone();
  const { word } = verdictLooks[run.verdict];
  return (
    <Link
      to="/admin/load-tests/$id"
      params={{ id: run.id }}
      tabIndex={-1}
      title={`${formatMinute(run.at, timeZone)}: ${text}, ${word}`}
      style={place}
      className="flex h-full items-end hover:bg-sunken"
    >
      {height !== null && (
        <span
          className={cx('block min-h-0.5 w-full rounded-t-[2px]', colour)}
          style={{ height: `${height}%` }}
        />
      )}
    </Link>
  );
}

/** What each run came to, by its shape; and when the first and the last were. */
function Verdicts({ runs }: { runs: readonly TrendRun[] }) {
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const size = useNarrow() ? signSize.narrow : signSize.wide;
  const [first, last] = [runs[0], runs.at(-1)];
  return (
    <div className={row}>
      <div className={label}>Verdict</div>
      <div className="flex-1 max-sm:flex-none">
        <div className={columns}>
          {runs.map(({ id, verdict }, index) => (
            <span key={id} className="flex justify-center" style={placeOf(index, runs.length)}>
              <StatusIcon status={verdictLooks[verdict].status} size={size} />
            </span>
          ))}
        </div>
        <div className="relative mt-1 h-4 text-caption whitespace-nowrap text-muted">
          {first && runs.length > apart && (
            <span className="absolute" style={{ left: `${(1 - runs.length / slots) * 100}%` }}>
              {formatDay(first.at, timeZone, now)}
            </span>
          )}
          {last && <span className="absolute right-0">{formatDay(last.at, timeZone, now)}</span>}
        </div>
      </div>
    </div>
  );
}
