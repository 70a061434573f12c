import { metricRegistry, type Metric, type MetricName } from '@taffrail/contract';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { formatSignedPercent } from '../lib/format.ts';
import { cx } from '../lib/class-names.ts';
import { compare } from './compare.ts';

export interface DeltaProps {
  metric: MetricName;
  value: number;
  /** Null where there is nothing to compare with. */
  previous: number | null;
  /** "vs previous 7 days". */
  versus: string;
}

const icons = { up: ArrowUp, down: ArrowDown, same: Minus } as const;
const looks = { better: 'text-ok', worse: 'text-error', neither: 'text-muted' } as const;

/** Direction by arrow, sign and words; whether that is good by colour and words. */
export function Delta({ metric, value, previous, versus }: DeltaProps) {
  const { better }: Metric = metricRegistry[metric];
  const change = compare(value, previous, better);
  if (!change) return <span className="text-muted">Not enough data to compare</span>;
  const Icon = icons[change.direction];
  return (
    <span className="inline-flex items-center gap-1">
      <span className={cx('inline-flex items-center gap-0.5 font-medium', looks[change.verdict])}>
        <Icon size={14} aria-hidden />
        <span aria-hidden>{formatSignedPercent(change.ratio)}</span>
        <span className="sr-only">{change.words}</span>
      </span>
      <span className="text-muted">{versus}</span>
    </span>
  );
}
