import { useId } from 'react';
import { BarPatterns } from '../../../charts/draw/bars/patterns.tsx';
import { fillOf } from '../../../charts/draw/series-colours.ts';
import { barEdges } from '../../../charts/prepare/bars.ts';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/format.ts';
import { formatExactMoney } from '../money.ts';
import { shortMonthText } from '../period.ts';
import { kinds } from './kinds.ts';
import { axisOf, blocksOf, type Months } from './prepare-months.ts';

const lineTop = 8;
const lineHeight = 56;
const labelHeight = 20;
const barsTop = lineTop + lineHeight + 28;
const barsHeight = 150;
/** Of the picture with its months below it. */
export const plotHeight = barsTop + barsHeight + labelHeight;

interface MonthsPlotProps {
  months: Months;
  width: number;
  cursor: number | null;
}

/** The picture alone: the MRR as a line of its own scale, and below it what moved it. */
export function MonthsPlot({ months, width, cursor }: MonthsPlotProps) {
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
      <MrrLine months={months} edges={edges} />
      <Bars months={months} edges={edges} width={width} />
      <MonthLabels months={months} edges={edges} />
    </svg>
  );
}

type Edges = ReturnType<typeof barEdges>;

interface PartProps {
  months: Months;
  edges: Edges;
}

const centreOf = (edge: Edges[number] | undefined): number => (edge ? edge.x + edge.width / 2 : 0);

/** The highest and the lowest MRR are at the ends of its scale. */
const mrrPlace = ({ lowestMrr, highestMrr }: Months, mrr: number): number => {
  const span = highestMrr - lowestMrr;
  return lineTop + (span === 0 ? lineHeight / 2 : (1 - (mrr - lowestMrr) / span) * lineHeight);
};

function MrrLine({ months, edges }: PartProps) {
  const points = months.bars.map(({ mrr }, index) => ({
    x: centreOf(edges[index]),
    y: mrrPlace(months, mrr),
  }));
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
    </g>
  );
}

/** Where an amount lies among the movements. */
const barPlace = (ticks: readonly number[], amount: number): number => {
  const [bottom = 0, top = 0] = [ticks.at(0), ticks.at(-1)];
  return Math.round(barsTop + ((top - amount) / (top - bottom || 1)) * barsHeight);
};

interface MonthsAxisProps {
  months: Months;
  currency: string;
}

/** The values at the left of both parts, each beside its line; as wide as the widest. */
export function MonthsAxis({ months, currency }: MonthsAxisProps) {
  const ticks = axisOf(months);
  const mrrs = [...new Set([months.highestMrr, months.lowestMrr])];
  const labels = [
    ...mrrs.map((mrr) => ({
      key: `mrr ${mrr}`,
      text: formatMoney(mrr, currency),
      y: mrrPlace(months, mrr),
    })),
    ...ticks.map((tick) => ({
      key: `tick ${tick}`,
      text: formatExactMoney(tick, currency),
      y: barPlace(ticks, tick),
    })),
  ];
  return (
    <div aria-hidden className="relative pr-2 text-caption text-muted tabular-nums">
      {labels.map(({ key, text, y }) => (
        <span key={key} className="flex h-0 justify-end">
          <span className="invisible">{text}</span>
          <span className="absolute right-2 leading-4" style={{ top: y - 8 }}>
            {text}
          </span>
        </span>
      ))}
    </div>
  );
}

function Bars({ months, edges, width }: PartProps & { width: number }) {
  const id = useId();
  const ticks = axisOf(months);
  const yOf = (amount: number): number => barPlace(ticks, amount);
  return (
    <g>
      <BarPatterns id={id} />
      {ticks.map((tick) => (
        <line
          key={tick}
          x1="0"
          x2={width}
          y1={yOf(tick) + 0.5}
          y2={yOf(tick) + 0.5}
          className={tick === 0 ? 'stroke-edge' : 'stroke-line'}
        />
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
