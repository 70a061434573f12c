import { metricRegistry, type MetricName } from '@taffrail/contract';
import { ChangeMark as Mark } from '../../../ui/change-mark.tsx';
import { compare, type Comparison } from '../../../ui/compare.ts';

interface ChangeMarkProps {
  metric: MetricName;
  /** Absent where nothing is compared. */
  comparison: Comparison | undefined;
}

/** What became of a figure since the weeks before. */
export function ChangeMark({ metric, comparison }: ChangeMarkProps) {
  return <Mark change={comparison && compare(comparison, metricRegistry[metric])} />;
}
