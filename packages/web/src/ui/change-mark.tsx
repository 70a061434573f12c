import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '../lib/class-names.ts';
import type { Change } from './compare.ts';

interface ChangeMarkProps {
  change: Change | null | undefined;
  /** For who does not see beside what it stands: "since the baseline". */
  since?: string;
}

const icons = { up: ArrowUp, down: ArrowDown } as const;
const looks = { better: 'text-ok', worse: 'text-error', neither: 'text-muted' } as const;

/** A change as short as it can be said; nothing to see where there is none, or too little to tell. */
export function ChangeMark({ change, since }: ChangeMarkProps) {
  if (!change) return null;
  if (change.direction === 'same') return <span className="sr-only">{change.words}</span>;
  const Icon = icons[change.direction];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-0.5 text-caption whitespace-nowrap',
        looks[change.verdict],
      )}
    >
      <Icon size={12} aria-hidden />
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">
        {change.words}
        {since !== undefined && ` ${since}`}
      </span>
    </span>
  );
}
