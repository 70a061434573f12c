import { useId } from 'react';
import { BarPatterns } from '../../../charts/draw/bars/patterns.tsx';
import { fillOf } from '../../../charts/draw/series-colours.ts';
import { barEdges } from '../../../charts/prepare/bars.ts';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/format.ts';
import { shortMonthText } from '../period.ts';
import { kinds } from './kinds.ts';
import { axisOf, blocksOf, type Months } from './prepare-months.ts';

const lineHeight = 56;
const labelHeight = 20;
const barsTop = lineHeight + labelHeight + 12;
const barsHeight = 150;
/** Of the picture with its months below it. */
export const plotHeight = barsTop + barsHeight + labelHeight;

interface MonthsPlotProps {
  months: Months;
  currency: string;
  width: number;
  cursor: number | null;
}

/** The picture alone: the MRR as a line of its own scale, and below it what moved it. */
export function MonthsPlot({ months, currency, width, cursor }: MonthsPlotProps) {
  const edges = barEdges(months.bars.length, width);
  const at = cursor === null ? undefined : edges[cursor];
  return (
    <svg aria-hidden width={width} height={plotHeight} className="block overflow-visible">
      {at && (
        <rect
          x={at.x}
          y="0"
          width={at.width}
          height={barsTop + barsHeight}
          className="fill-text/8"
        />
      )}
      <MrrLine months={months} currency={currency} edges={edges} width={width} />
      <Bars months={months} currency={currency} edges={edges} width={width} />
      <MonthLabels months={months} edges={edges} />
    </svg>
  );
}

type Edges = ReturnType<typeof barEdges>;

interface PartProps {
  months: Months;
  currency: string;
  edges: Edges;
  width: number;
}

const centreOf = (edge: Edges[number] | undefined): number => (edge ? edge.x + edge.width / 2 : 0);

function MrrLine({ months: { bars, lowestMrr, highestMrr }, currency, edges, width }: PartProps) {
  const span = highestMrr - lowestMrr;
  const yOf = (mrr: number): number =>
    labelHeight + (span === 0 ? lineHeight / 2 : (1 - (mrr - lowestMrr) / span) * lineHeight);
  const points = bars.map(({ mrr }, index) => ({ x: centreOf(edges[index]), y: yOf(mrr), mrr }));
  const [first, last] = [points.at(0), points.at(-1)];
  const pathOf = (some: typeof points): string =>
    some.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y.toFixed(1)}`).join('');
  return (
    <g className="fill-none stroke-text forced-colors:stroke-[CanvasText]" strokeWidth="2">
      <path d={pathOf(points.slice(0, -1))} />
      {/* This month is not over yet. */}
      <path d={pathOf(points.slice(-2))} strokeDasharray="3 3" />
      {points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="2.5" className="fill-surface" strokeWidth="1.5" />
      ))}
      <g className="fill-muted stroke-none text-caption tabular-nums">
        {first && (
          <text x="0" y={first.y - 8}>
            {formatMoney(first.mrr, currency)}
          </text>
        )}
        {last && (
          <text x={width} y={last.y - 8} textAnchor="end">
            MRR {formatMoney(last.mrr, currency)}
          </text>
        )}
      </g>
    </g>
  );
}

function Bars({ months, currency, edges, width }: PartProps) {
  const id = useId();
  const ticks = axisOf(months);
  const [bottom = 0, top = 0] = [ticks.at(0), ticks.at(-1)];
  const span = top - bottom || 1;
  const yOf = (amount: number): number =>
    Math.round(barsTop + ((top - amount) / span) * barsHeight);
  return (
    <g>
      <BarPatterns id={id} />
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1="0"
            x2={width}
            y1={yOf(tick) + 0.5}
            y2={yOf(tick) + 0.5}
            className={tick === 0 ? 'stroke-edge' : 'stroke-line'}
          />
          <text x="0" y={yOf(tick) - 4} className="fill-muted text-caption tabular-nums">
            {formatMoney(tick, currency)}
          </text>
        </g>
      ))}
      {months.bars.map((bar, index) =>
        blocksOf(bar).map(({ kind, low, high }) => {
          const edge = edges[index];
          if (!edge) return null;
          const inset = Math.round(edge.width / 6);
          const box = {
            x: edge.x + inset,
            width: Math.max(1, edge.width - 2 * inset),
            y: yOf(high),
            height: Math.max(1, yOf(low) - yOf(high)),
          };
          return (
            <g key={`${bar.month} ${kind}`}>
              <rect
                {...box}
                className={cx(fillOf[kinds[kind].colour], 'forced-colors:fill-[CanvasText]')}
              />
              <rect
                {...box}
                fill={`url(#${id}-${kinds[kind].colour})`}
                className="hidden print:block forced-colors:block"
              />
            </g>
          );
        }),
      )}
    </g>
  );
}

/** Room for a label, in pixels. */
const labelWidth = 36;

function MonthLabels({ months: { bars }, edges }: Pick<PartProps, 'months' | 'edges'>) {
  const each = Math.ceil(labelWidth / Math.max(1, edges[0]?.width ?? labelWidth));
  return (
    <g className="fill-muted text-caption">
      {bars.map(
        ({ month }, index) =>
          (bars.length - 1 - index) % each === 0 && (
            <text
              key={month}
              x={centreOf(edges[index])}
              y={barsTop + barsHeight + labelHeight - 4}
              textAnchor="middle"
            >
              {shortMonthText(month)}
            </text>
          ),
      )}
    </g>
  );
}
