import { metricRegistry } from '@taffrail/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { compare } from '../../../ui/compare.ts';

interface CostChangeProps {
  compared: number;
  previous: number;
  /** Jobs that the period before rests on. */
  events: number;
}

const icons = { up: ArrowUp, down: ArrowDown } as const;

/** What became of a cost: of a single row, neither good nor bad. */
export function CostChange({ compared, previous, events }: CostChangeProps) {
  const change = compare({ value: compared, previous, events }, metricRegistry.ai_cost);
  if (!change)
    return (
      <span className="text-muted" title="Fewer than 20 jobs to compare with">
        –<span className="sr-only">not enough data to compare</span>
      </span>
    );
  if (change.direction === 'same') return <span className="text-muted">unchanged</span>;
  const Icon = icons[change.direction];
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <Icon size={12} aria-hidden />
      {change.text}
    </span>
  );
}
