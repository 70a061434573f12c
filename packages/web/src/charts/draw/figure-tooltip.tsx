import type { ReactNode } from 'react';

interface FigureTooltipProps {
  /** "21 Nov, 10:00–11:00". */
  time: string;
  unfinished: boolean;
  /** From 0, at the left, to 1. */
  position: number;
  children: ReactNode;
}

/** Beside the cursor of a chart, on the side where there is room. */
export function FigureTooltip({ time, unfinished, position, children }: FigureTooltipProps) {
  const side =
    position < 0.5 ? { left: `${position * 100}%` } : { right: `${(1 - position) * 100}%` };
  return (
    <div
      aria-hidden
      style={side}
      className="pointer-events-none absolute top-0 z-20 mx-3 w-max max-w-64 rounded-panel border border-line bg-surface p-2 text-compact shadow-popover"
    >
      <p className="font-medium">
        {time}
        {unfinished && <span className="font-normal text-muted"> (not over yet)</span>}
      </p>
      {children}
    </div>
  );
}
