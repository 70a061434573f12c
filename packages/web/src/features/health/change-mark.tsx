import { metricRegistry, type Metric, type MetricName } from '@taffrail/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '../../lib/class-names.ts';
import { compare, type Comparison } from '../../ui/compare.ts';
import { courseOfLatency, courseOfRate } from './notable.ts';

interface ChangeMarkProps extends Comparison {
  metric: MetricName;
}

const icons = { up: ArrowUp, down: ArrowDown } as const;
const looks = { better: 'text-ok', worse: 'text-error', neither: 'text-muted' } as const;

/** Only what the verdict would call a change is coloured. */
const isNotable = ({ value, previous }: Comparison, unit: Metric['unit']): boolean => {
  if (value === null || previous === null) return false;
  const course =
    unit === 'ratio' ? courseOfRate(value, previous) : courseOfLatency(value, previous);
  return course !== 'as_before';
};

/** A change as short as it can be said; nothing to see where there is none, or too little to tell. */
export function ChangeMark({ metric, ...comparison }: ChangeMarkProps) {
  const definition: Metric = metricRegistry[metric];
  const change = compare(comparison, definition);
  if (!change) return null;
  if (change.direction === 'same') return <span className="sr-only">{change.words}</span>;
  const Icon = icons[change.direction];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-0.5 text-caption whitespace-nowrap',
        isNotable(comparison, definition.unit) ? looks[change.verdict] : 'text-muted',
      )}
    >
      <Icon size={12} aria-hidden />
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">{change.words}</span>
    </span>
  );
}
