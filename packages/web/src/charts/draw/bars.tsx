import { useState } from 'react';
import { Table2 } from 'lucide-react';
import { formatCount } from '../../lib/format.ts';
import { formatMinute } from '../../lib/format-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { prepareBars, summarizeBars, type Bar, type CountBucket } from '../prepare/bars.ts';
import { labelledBars } from '../prepare/ticks.ts';
import { BarsLegend } from './bars-legend.tsx';
import { BarsPlot } from './bars-plot.tsx';
import { BarsTable } from './bars-table.tsx';
import { BarsTooltip } from './bars-tooltip.tsx';
import { useBarCursor } from './use-bar-cursor.ts';
import { useWidth } from './use-width.ts';

export interface BarsProps {
  /** What is counted, in lower case: "actions". */
  things: string;
  buckets: readonly CountBucket[];
  stepSeconds: number;
  titleOf: (id: string) => string;
  /** A part of the range was chosen, by brush, click or keys. */
  onZoom?: (span: { from: Date; to: Date }) => void;
  onSeries?: (id: string) => void;
  height?: number;
}

/** Stacked bars over time: picture, sentence, legend, cursor and table of the same figures. */
export function BarsOverTime(props: BarsProps) {
  const { things, buckets, stepSeconds, titleOf, onZoom, onSeries, height = 120 } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const [asTable, setAsTable] = useState(false);
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const bars = prepareBars({ buckets, stepSeconds, titleOf, now });
  const formatTime = (at: Date): string => formatMinute(at, timeZone);
  const describe = ({ from, to }: Bar): string => `${formatTime(from)} – ${formatTime(to)}`;
  const { cursor, selection, handlers } = useBarCursor(
    bars.bars.length,
    onZoom &&
      ((first, last) => {
        const [from, to] = [bars.bars[first]?.from, bars.bars[last]?.to];
        if (from && to) onZoom({ from, to });
      }),
  );
  const current = cursor === null ? undefined : bars.bars[cursor];
  return (
    <figure>
      <figcaption className="sr-only">{summarizeBars(bars, things, formatTime)}</figcaption>
      <div className="mb-2 flex items-start justify-between gap-2">
        <BarsLegend series={bars.series} onSeries={onSeries} />
        <IconButton
          label={asTable ? 'Hide the table' : 'Show as a table'}
          aria-expanded={asTable}
          onClick={() => setAsTable(!asTable)}
          className="-my-1"
        >
          <Table2 size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="relative">
        <div
          ref={ref}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input could not select
          role="slider"
          tabIndex={0}
          aria-label={`Cursor over the ${things}${onZoom ? '; Shift and arrows select, Enter zooms' : ''}`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, bars.bars.length - 1)}
          aria-valuenow={cursor ?? Math.max(0, bars.bars.length - 1)}
          aria-valuetext={
            current && `${describe(current)}: ${formatCount(current.total)} ${things}`
          }
          {...handlers}
          style={{ height }}
          className="touch-pan-y select-none"
        >
          {width > 0 && (
            <BarsPlot
              bars={bars}
              width={width}
              height={height}
              cursor={cursor}
              selection={selection}
            />
          )}
        </div>
        {current && cursor !== null && (
          <BarsTooltip
            bar={current}
            series={bars.series}
            time={describe(current)}
            position={(cursor + 0.5) / bars.bars.length}
          />
        )}
      </div>
      <TimeAxis bars={bars.bars} width={width} formatTime={formatTime} />
      {asTable && (
        <div className="mt-3">
          <BarsTable
            caption={`Number of ${things} over time`}
            bars={bars}
            formatTime={formatTime}
          />
        </div>
      )}
    </figure>
  );
}

/** Room for a label, in pixels. */
const labelWidth = 110;

function TimeAxis(props: {
  bars: readonly Bar[];
  width: number;
  formatTime: (at: Date) => string;
}) {
  const { bars, width, formatTime } = props;
  const labelled = labelledBars(bars.length, Math.min(6, Math.floor(width / labelWidth)));
  return (
    <div aria-hidden className="relative mt-1 h-4 overflow-hidden text-caption text-muted">
      {labelled.map((index) => (
        <span
          key={index}
          className="absolute whitespace-nowrap tabular-nums"
          style={{ left: Math.round((index * width) / bars.length) }}
        >
          {bars[index] && formatTime(bars[index].from)}
        </span>
      ))}
    </div>
  );
}
