import { metricRegistry, type MetricName } from '@taffrail/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '../../../lib/class-names.ts';
import { compare, type Comparison } from '../../../ui/compare.ts';

interface ChangeMarkProps {
  metric: MetricName;
  /** Absent where nothing is compared. */
  comparison: Comparison | undefined;
}

const icons = { up: ArrowUp, down: ArrowDown } as const;
const looks = { better: 'text-ok', worse: 'text-error', neither: 'text-muted' } as const;

/** What became of a figure since the weeks before; nothing to see where that is too little to tell. */
export function ChangeMark({ metric, comparison }: ChangeMarkProps) {
  const change = comparison && compare(comparison, metricRegistry[metric]);
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
      <span className="sr-only">{change.words}</span>
    </span>
  );
}
