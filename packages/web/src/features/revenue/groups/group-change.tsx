import { metricRegistry, type RevenueGroup } from '@taffrail/contract';
import { ChangeMark } from '../../../ui/change-mark.tsx';
import { compare } from '../../../ui/compare.ts';
import { formatExactMoney } from '../money.ts';

/** What became of the MRR of a group since the same time of the period before. */
export function GroupChange({ group: { mrr, currency, previous } }: { group: RevenueGroup }) {
  const change =
    previous &&
    compare(
      { value: Number(mrr), previous: Number(previous.mrr), events: previous.subscribers },
      metricRegistry.mrr,
    );
  if (!change)
    return (
      <span className="text-muted" title="Fewer than 20 subscribers to compare with">
        –<span className="sr-only">not enough data to compare</span>
      </span>
    );
  return (
    <span title={`Was ${formatExactMoney(Number(previous.mrr), currency)}`}>
      {change.direction === 'same' && <span aria-hidden>=</span>}
      <ChangeMark change={change} />
    </span>
  );
}
