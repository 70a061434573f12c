import { Swatch } from '../../../charts/draw/bars/legend.tsx';
import { FigureTooltip } from '../../../charts/draw/figure-tooltip.tsx';
import type { Stack, StackBar } from './prepare-stack.ts';

interface StackTooltipProps {
  bar: StackBar;
  stack: Stack;
  /** "21 Nov". */
  time: string;
  format: (value: number) => string;
  /** What happened to prices in it. */
  notes: readonly string[];
  /** From 0, at the left, to 1. */
  position: number;
}

export function StackTooltip({ bar, stack, time, format, notes, position }: StackTooltipProps) {
  return (
    <FigureTooltip time={time} unfinished={bar.unfinished} position={position}>
      <ul>
        {stack.named.map(
          ({ title, colour }, index) =>
            (bar.values[index] ?? 0) > 0 && (
              <li key={`${title} ${colour}`} className="flex items-center gap-1.5">
                <Swatch colour={colour} />
                <span className="min-w-0 flex-1 truncate">{title}</span>
                <span data-numeric>{format(bar.values[index] ?? 0)}</span>
              </li>
            ),
        )}
      </ul>
      <p className="mt-1 flex justify-between gap-4 border-t border-line pt-1">
        <span>Total</span>
        <span data-numeric>{format(bar.total)}</span>
      </p>
      {bar.previous !== null && (
        <p className="flex justify-between gap-4 text-muted">
          <span>Period before</span>
          <span data-numeric>{format(bar.previous)}</span>
        </p>
      )}
      {bar.expected > 0 && (
        <p className="flex justify-between gap-4 text-muted">
          <span>Forecast, besides</span>
          <span data-numeric>{format(bar.expected)}</span>
        </p>
      )}
      {bar.budget !== null && (
        <p className="flex justify-between gap-4 text-muted">
          <span>Budget</span>
          <span data-numeric>{format(bar.budget)}</span>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="text-muted">
          {note}
        </p>
      ))}
    </FigureTooltip>
  );
}
