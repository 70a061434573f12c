import { useId } from 'react';
import { barEdges } from '../../../charts/prepare/bars.ts';
import type { OverlayProps } from './stack-overlay.tsx';

/** What the forecast adds to the bar under way, and those to come: hatched. */
export function ExpectedBars({ stack: { bars }, top, width, height }: OverlayProps) {
  const id = useId();
  const edges = barEdges(bars.length, width);
  if (top === 0) return null;
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      className="pointer-events-none absolute top-0 left-0 overflow-visible text-muted forced-colors:text-[CanvasText]"
    >
      <Hatch id={id} />
      {bars.map(({ firstDay, total, expected }, index) => {
        const edge = edges[index];
        if (!edge || expected === 0) return null;
        const [from, to] = [total, total + expected].map(
          (value) => height - Math.round((value / top) * height),
        );
        if (from === undefined || to === undefined) return null;
        return (
          <rect
            key={firstDay}
            x={edge.x + 0.5}
            y={Math.min(to, from - 1) + 0.5}
            width={Math.max(1, edge.width - 1)}
            height={Math.max(1, from - to - 1)}
            fill={`url(#${id})`}
            className="stroke-current"
          />
        );
      })}
    </svg>
  );
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
        <path d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" className="stroke-current" strokeWidth="1" />
      </pattern>
    </defs>
  );
}

/** What the picture says of the forecast, in the legend. */
export function ExpectedSwatch() {
  const id = useId();
  return (
    <svg aria-hidden width="12" height="12" className="shrink-0 text-muted">
      <Hatch id={id} />
      <rect
        x="0.5"
        y="0.5"
        width="11"
        height="11"
        fill={`url(#${id})`}
        className="stroke-current"
      />
    </svg>
  );
}

/** What the budget has for each bar: a line across. */
export function BudgetPath({ stack: { bars, budget }, top, width, height }: OverlayProps) {
  const edges = barEdges(bars.length, width);
  if (top === 0 || !budget || budget.isAbove) return null;
  const path = bars
    .map((bar, index) => {
      const edge = edges[index];
      if (bar.budget === null || !edge) return '';
      const y = height - Math.round((bar.budget / top) * height);
      return `${index === 0 ? 'M' : 'L'}${edge.x} ${y}H${edge.x + edge.width}`;
    })
    .join('');
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      className="pointer-events-none absolute top-0 left-0 overflow-visible"
    >
      <path
        d={path}
        className="fill-none stroke-error forced-colors:stroke-[CanvasText]"
        strokeWidth="2"
      />
    </svg>
  );
}
