import { metricRegistry, type Metric, type MetricName } from '@taffrail/contract';
import { ChangeMark as Mark } from '../../ui/change-mark.tsx';
import { compare, type Comparison } from '../../ui/compare.ts';
import { courseOfLatency, courseOfRate } from './notable.ts';

interface ChangeMarkProps extends Comparison {
  metric: MetricName;
}

/** Only what the verdict would call a change is coloured. */
const isNotable = ({ value, previous }: Comparison, unit: Metric['unit']): boolean => {
  if (value === null || previous === null) return false;
  const course =
    unit === 'ratio' ? courseOfRate(value, previous) : courseOfLatency(value, previous);
  return course !== 'as_before';
};

/** What became of a figure since the range before. */
export function ChangeMark({ metric, ...comparison }: ChangeMarkProps) {
  const definition: Metric = metricRegistry[metric];
  const change = compare(comparison, definition);
  const isQuiet = change && !isNotable(comparison, definition.unit);
  return <Mark change={isQuiet ? { ...change, verdict: 'neither' } : change} />;
}
