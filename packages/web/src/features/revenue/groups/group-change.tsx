import { metricRegistry, type RevenueGroup } from '@taffrail/contract';
import { ChangeMark } from '../../../ui/change-mark.tsx';
import { compare } from '../../../ui/compare.ts';
import { formatChange, formatExactMoney } from '../money.ts';

/**
 * What became of the MRR of a group since the same time of the period before: in money, which says
 * something of few customers, too.
 */
export function GroupChange({ group: { mrr, currency, previous } }: { group: RevenueGroup }) {
  if (previous === null)
    return (
      <span className="text-muted" title="The period before is not known whole">
        –<span className="sr-only">not known</span>
      </span>
    );
  const [now, was] = [Number(mrr), Number(previous.mrr)];
  const change = compare(
    { value: now, previous: was, events: previous.subscribers },
    metricRegistry.mrr,
  );
  return (
    <span
      title={`It was ${formatExactMoney(was, currency)}`}
      className="inline-flex items-baseline gap-1.5"
    >
      {formatChange(now - was, currency)}
      <ChangeMark change={change} />
    </span>
  );
}
