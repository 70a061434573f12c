import { metricRegistry, type Metric, type MetricName } from '@taffrail/contract';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { cx } from '../lib/class-names.ts';
import { compare, type Comparison } from './compare.ts';

export interface DeltaProps {
  metric: MetricName;
  comparison: Comparison;
  /** "vs previous 7 days". */
  versus: string;
}

const icons = { up: ArrowUp, down: ArrowDown, same: Minus } as const;
const looks = { better: 'text-ok', worse: 'text-error', neither: 'text-muted' } as const;

/** Direction by arrow, sign and words; whether that is good by colour and words. */
export function Delta({ metric, comparison, versus }: DeltaProps) {
  const definition: Metric = metricRegistry[metric];
  const change = compare(comparison, definition);
  if (!change)
    return (
      <span className="text-muted">
        Not enough data<span className="sr-only"> to compare</span>
      </span>
    );
  const Icon = icons[change.direction];
  return (
    <span className="inline-flex items-center gap-x-1 @max-[10rem]:flex-wrap">
      <span
        className={cx(
          'inline-flex items-center gap-0.5 font-medium whitespace-nowrap',
          looks[change.verdict],
        )}
      >
        <Icon size={14} aria-hidden />
        <span aria-hidden>{change.text}</span>
        <span className="sr-only">{change.words}</span>
      </span>
      <span className="text-muted">{versus}</span>
    </span>
  );
}
