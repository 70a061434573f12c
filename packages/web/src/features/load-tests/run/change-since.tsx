import { ChangeMark } from '../../../ui/change-mark.tsx';
import { compare, type Comparison } from '../../../ui/compare.ts';

interface ChangeSinceProps extends Comparison {
  /** Of either, less is better. */
  unit: 'milliseconds' | 'ratio';
}

/** What became of a figure since the baseline. */
export function ChangeSince({ unit, ...comparison }: ChangeSinceProps) {
  const change = compare(comparison, { better: 'lower', unit });
  return <ChangeMark change={change} since="since the baseline" />;
}
