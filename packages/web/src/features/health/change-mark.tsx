import { metricRegistry, type Metric, type MetricName } from '@taffrail/contract';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { cx } from '../../lib/class-names.ts';
import { compare, type Comparison } from '../../ui/compare.ts';

interface ChangeMarkProps extends Comparison {
  metric: MetricName;
}

const icons = { up: ArrowUp, down: ArrowDown, same: Minus } as const;
const looks = { better: 'text-ok', worse: 'text-error', neither: 'text-muted' } as const;

/** A change as short as it can be said; nothing where there is too little to compare with. */
export function ChangeMark({ metric, ...comparison }: ChangeMarkProps) {
  const definition: Metric = metricRegistry[metric];
  const change = compare(comparison, definition);
  if (!change) return null;
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
