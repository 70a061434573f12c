import { useId } from 'react';
import { cx } from '../../lib/class-names.ts';
import { formatLargeCount } from '../../lib/format.ts';
import { barEdges, seriesPath, type Bars } from '../prepare/bars.ts';
import { countTicks } from '../prepare/ticks.ts';
import { BarPatterns } from './bar-patterns.tsx';
import { fillOf } from './series-colours.ts';

export interface Selection {
  readonly first: number;
  readonly last: number;
}

interface BarsPlotProps {
  bars: Bars;
  width: number;
  height: number;
  cursor: number | null;
  selection: Selection | null;
}

/** The picture alone: grid, bars, cursor and selection. */
export function BarsPlot({ bars, width, height, cursor, selection }: BarsPlotProps) {
  const id = useId();
  const ticks = countTicks(bars.max);
  const top = ticks.at(-1) ?? 0;
  const edges = barEdges(bars.bars.length, width);
  const at = cursor === null ? undefined : edges[cursor];
  const unfinished = edges[bars.bars.findIndex((bar) => bar.unfinished)];
  return (
    <svg aria-hidden width={width} height={height} className="block overflow-visible">
      <BarPatterns id={id} />
      {ticks.map((tick) => {
        const y = top === 0 ? height : height - Math.round((tick / top) * height);
        return (
          <g key={tick}>
            <line x1="0" x2={width} y1={y + 0.5} y2={y + 0.5} className="stroke-line" />
            {tick > 0 && (
              <text
                x="0"
                y={y + 13}
                className="fill-muted stroke-surface text-caption [paint-order:stroke]"
                strokeWidth="3"
              >
                {formatLargeCount(tick)}
              </text>
            )}
          </g>
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
          x={unfinished.x}
          y="0.5"
          width={width - unfinished.x}
          height={height}
          className="fill-surface/45 stroke-muted"
          strokeDasharray="3 3"
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
