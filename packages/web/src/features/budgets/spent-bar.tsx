import type { Budget } from '@taffrail/contract';
import { z } from 'zod';
import { cx } from '../../lib/class-names.ts';
import { formatUsd } from '../../lib/format.ts';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import { Link } from '../../ui/link.tsx';

/** What is counted in it, as the page of usage asks for it. */
const filters = oneValueFilters({ organizationId: z.uuid(), route: z.string() });
const filterOf = ({ organization, route }: Budget): string[] | undefined =>
  filters.write({ organizationId: organization?.id, route: route ?? undefined });

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
        <Link
          to="/admin/usage"
          search={{ range: budget.period === 'day' ? '7d' : 'mtd', f: filterOf(budget) }}
          className="font-medium"
          title={`$${spentUsd}`}
        >
          {formatUsd(spent)}
        </Link>
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
