import type { Budget } from '@taffrail/contract';
import { cx } from '../../lib/class-names.ts';
import { formatUsd } from '../../lib/format.ts';

const colours = { within: 'bg-ok', soft: 'bg-warning', hard: 'bg-error' } as const;

/** What was spent of the last limit, and a mark where the soft one is. */
export function SpentBar({ budget }: { budget: Budget }) {
  const { spentUsd, softUsd, hardUsd, state } = budget;
  const spent = Number(spentUsd);
  const limit = Number(hardUsd ?? softUsd ?? 0);
  const share = Math.min(1, spent / limit);
  const soft = softUsd !== null && hardUsd !== null ? Number(softUsd) / limit : undefined;
  return (
    <span className="block min-w-36">
      <span className="flex justify-between gap-3 whitespace-nowrap" data-numeric>
        <span className="font-medium" title={`$${spentUsd}`}>
          {formatUsd(spent)}
        </span>
        <span className="text-muted">of {formatUsd(limit)}</span>
      </span>
      <span
        aria-hidden
        className="relative mt-1 block h-1.5 overflow-hidden rounded-badge bg-sunken"
      >
        <span className={cx('block h-full', colours[state])} style={{ width: `${share * 100}%` }} />
        {soft !== undefined && (
          <span className="absolute inset-y-0 w-0.5 bg-text" style={{ left: `${soft * 100}%` }} />
        )}
      </span>
    </span>
  );
}
