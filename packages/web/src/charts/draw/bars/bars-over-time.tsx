import { useState } from 'react';
import { formatCount, formatLargeCount } from '../../../lib/format.ts';
import type { Span } from '../../../lib/time/time-range.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { barPeriod } from '../../prepare/bar-period.ts';
import { prepareBars, summarizeBars, type Bar, type BarsInput } from '../../prepare/bars.ts';
import { countTicks } from '../../prepare/ticks.ts';
import { TimeAxis, ValueAxis } from '../axes.tsx';
import { FigureHead } from '../figure-head.tsx';
import { useBarCursor } from '../use-bar-cursor.ts';
import { useWidth } from '../use-width.ts';
import { BarsLegend, type SeriesSearch } from './legend.tsx';
import { BarsPlot } from './plot.tsx';
import { BarsTable } from './table.tsx';
import { BarsTooltip } from './tooltip.tsx';

export interface BarsProps extends Omit<BarsInput, 'now'> {
  /** What is counted, in lower case: "actions". */
  things: string;
  /** False where the count ended early: the figures are a minimum. */
  complete?: boolean;
  /** A part of the range was chosen, by brush, click or keys. */
  onZoom?: (span: Span) => void;
  /** The page's parameters for only these kinds: makes links of the legend. */
  seriesSearch?: SeriesSearch;
  height?: number;
}

/** Stacked bars over time: picture, sentence, legend, cursor and table of the same figures. */
export function BarsOverTime(props: BarsProps) {
  const { things, complete = true, onZoom, seriesSearch, height = 120, ...input } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const [asTable, setAsTable] = useState(false);
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const bars = prepareBars({ ...input, now });
  const ticks = countTicks(bars.max);
  const describe = (bar: Bar): string => barPeriod(bar, timeZone);
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
      <FigureHead asTable={asTable} onAsTable={setAsTable}>
        {summarizeBars(bars, things, describe, complete)}
      </FigureHead>
      <BarsLegend series={bars.series} search={seriesSearch} />
      <div className="flex">
        <ValueAxis ticks={ticks} height={height} format={formatLargeCount} />
        <div className="relative min-w-0 flex-1">
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
                ticks={ticks}
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
          <TimeAxis bars={bars.bars} width={width} />
        </div>
      </div>
      {asTable && (
        <BarsTable
          caption={`Number of ${things} over time`}
          bars={bars}
          describe={describe}
          onZoom={onZoom}
        />
      )}
    </figure>
  );
}
