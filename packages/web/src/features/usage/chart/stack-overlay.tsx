import { barEdges } from '../../../charts/prepare/bars.ts';
import { labelEvery, type Stack, type StackBar } from './prepare-stack.ts';

export interface OverlayProps {
  stack: Stack;
  /** The value at the upper edge. */
  top: number;
  width: number;
  height: number;
}

/** What each bar is compared with: a dashed line across it. */
export function PreviousLine({ stack: { bars }, top, width, height }: OverlayProps) {
  const edges = barEdges(bars.length, width);
  if (top === 0) return null;
  const path = bars
    .map(({ previous }, index) => {
      const edge = edges[index];
      if (previous === null || !edge) return '';
      const y = height - Math.round((previous / top) * height);
      const joins = index > 0 && bars[index - 1]?.previous !== null;
      return `${joins ? 'L' : 'M'}${edge.x} ${y}H${edge.x + edge.width}`;
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
        className="fill-none stroke-text forced-colors:stroke-[CanvasText]"
        strokeWidth="1.5"
        strokeDasharray="4 3"
      />
    </svg>
  );
}

interface LabelsProps {
  bars: readonly StackBar[];
  width: number;
  /** Short: "21 Nov", "Nov". */
  label: (bar: StackBar) => string;
}

/** Room for a label, in pixels. */
const labelWidth = 56;
const edgeRoom = 14;

/** Below the bars, each in the middle of its own; the last one always. */
export function BarLabels({ bars, width, label }: LabelsProps) {
  const edges = barEdges(bars.length, width);
  const every = labelEvery(bars.length, width, labelWidth);
  return (
    <div aria-hidden className="relative h-5 text-caption text-muted">
      {width > 0 &&
        bars.map((bar, index) => {
          const edge = edges[index];
          if (!edge || (bars.length - 1 - index) % every !== 0) return null;
          const centre = edge.x + edge.width / 2;
          return (
            <span
              key={bar.firstDay}
              className="absolute w-14 truncate pt-1 text-center leading-4 tabular-nums"
              // At the edges the text may leave the chart, not the panel.
              style={{
                left: Math.min(
                  width - labelWidth + edgeRoom,
                  Math.max(-edgeRoom, centre - labelWidth / 2),
                ),
              }}
            >
              {label(bar)}
            </span>
          );
        })}
    </div>
  );
}

interface PriceMarksProps {
  bars: readonly StackBar[];
  /** Days, and what changed on each. */
  changes: readonly { readonly day: string; readonly text: string }[];
  width: number;
}

/** On the axis: prices that took effect in a bar. */
export function PriceMarks({ bars, changes, width }: PriceMarksProps) {
  const edges = barEdges(bars.length, width);
  const marked = bars.flatMap(({ firstDay, lastDay }, index) => {
    const texts = changes.filter(({ day }) => day >= firstDay && day <= lastDay);
    const edge = edges[index];
    return texts.length > 0 && edge ? [{ firstDay, edge, texts }] : [];
  });
  return (
    <svg
      aria-hidden
      width={width}
      height={8}
      className="pointer-events-none absolute -bottom-1 left-0 overflow-visible fill-text"
    >
      {marked.map(({ firstDay, edge }) => (
        <path key={firstDay} d={`M${edge.x + edge.width / 2} 0l5 7h-10z`} />
      ))}
    </svg>
  );
}
