import { useId } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { barEdges, seriesPath, type Bars } from '../../prepare/bars.ts';
import { fillOf } from '../series-colours.ts';
import type { Selection } from '../use-bar-cursor.ts';
import { BarPatterns } from './patterns.tsx';

interface BarsPlotProps {
  bars: Bars;
  /** Of the counts, from 0 up. */
  ticks: readonly number[];
  width: number;
  height: number;
  cursor: number | null;
  selection: Selection | null;
}

/** The picture alone: grid, bars, cursor and selection. */
export function BarsPlot({ bars, ticks, width, height, cursor, selection }: BarsPlotProps) {
  const id = useId();
  const top = ticks.at(-1) ?? 0;
  const edges = barEdges(bars.bars.length, width);
  const at = cursor === null ? undefined : edges[cursor];
  // Not always the last one: those of a forecast come after it.
  const underWay = bars.bars.findLastIndex((bar) => bar.unfinished && bar.total > 0);
  const unfinished = edges[underWay];
  const lastHeight = top === 0 ? 0 : Math.round(((bars.bars[underWay]?.total ?? 0) / top) * height);
  return (
    <svg aria-hidden width={width} height={height} className="block overflow-visible">
      <BarPatterns id={id} />
      {ticks.map((tick) => {
        const y = top === 0 ? height : height - Math.round((tick / top) * height);
        return (
          <line key={tick} x1="0" x2={width} y1={y + 0.5} y2={y + 0.5} className="stroke-line" />
        );
      })}
      {at && <rect x={at.x} y="0" width={at.width} height={height} className="fill-text/8" />}
      {bars.series.map((series, index) => {
        const path = seriesPath(bars.bars, index, edges, height, top);
        return (
          <g key={series.id}>
            <path
              d={path}
              className={cx(fillOf[series.colour], 'forced-colors:fill-[CanvasText]')}
            />
            <path
              d={path}
              fill={`url(#${id}-${series.colour})`}
              className="hidden print:block forced-colors:block"
            />
          </g>
        );
      })}
      {unfinished && (
        <rect
          x={unfinished.x + 0.5}
          y={height - lastHeight + 0.5}
          width={Math.max(1, unfinished.width - 1)}
          height={Math.max(1, lastHeight - 1)}
          className="fill-surface/45 stroke-muted"
          strokeDasharray="2 2"
        />
      )}
      {selection && <SelectionBand edges={edges} selection={selection} height={height} />}
    </svg>
  );
}

function SelectionBand(props: {
  edges: { x: number; width: number }[];
  selection: Selection;
  height: number;
}) {
  const first = props.edges[Math.min(props.selection.first, props.selection.last)];
  const last = props.edges[Math.max(props.selection.first, props.selection.last)];
  if (!first || !last) return null;
  return (
    <rect
      x={first.x + 0.5}
      y="0.5"
      width={last.x + last.width - first.x}
      height={props.height}
      className="fill-accent/12 stroke-accent"
    />
  );
}
