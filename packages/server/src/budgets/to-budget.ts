import { BudgetPeriod, OnUnknown, type Budget, type BudgetScope } from '@taffrail/contract';
import { toUnits, toUsd } from '../prices/prices.ts';
import type { BudgetRow, SpentBudgetRow } from './budgets.store.ts';

export const scopeOf = ({
  organization_id: organizationId,
  route,
}: Pick<BudgetRow, 'organization_id' | 'route'>): BudgetScope => {
  if (organizationId !== null) return 'organization';
  return route === null ? 'whole' : 'route';
};

/** `250` and `12.5`, as people write what Postgres prints with four decimals. */
const short = (usd: string | null): string | null =>
  usd === null ? null : usd.replace(/\.?0+$/, '');

const isReached = (spent: bigint, limit: string | null): boolean =>
  limit !== null && spent >= toUnits(limit);

/** Before a tenth of a period is over its pace says nothing. */
const leastShare = 0.1;

const paceOf = (row: SpentBudgetRow, spent: bigint, now: Date): string | null => {
  const wholeMs = row.ends_at.getTime() - row.starts_at.getTime();
  const pastMs = now.getTime() - row.starts_at.getTime();
  return pastMs < wholeMs * leastShare ? null : toUsd((spent * BigInt(wholeMs)) / BigInt(pastMs));
};

export const limitsOf = (row: BudgetRow): Pick<Budget, 'softUsd' | 'hardUsd' | 'onUnknown'> => ({
  softUsd: short(row.soft_usd),
  hardUsd: short(row.hard_usd),
  onUnknown: OnUnknown.parse(row.on_unknown),
});

export const stateOf = (row: SpentBudgetRow): Budget['state'] => {
  const spent = toUnits(row.spent_usd);
  if (isReached(spent, row.hard_usd)) return 'hard';
  return isReached(spent, row.soft_usd) ? 'soft' : 'within';
};

export const toBudget = (row: SpentBudgetRow, now: Date): Budget => ({
  id: row.id,
  scope: scopeOf(row),
  organization:
    row.organization_id === null
      ? null
      : {
          id: row.organization_id,
          externalId: row.organization_external_id,
          name: row.organization_name,
        },
  route: row.route,
  period: BudgetPeriod.parse(row.period),
  ...limitsOf(row),
  from: row.from_day,
  to: row.to_day,
  spentUsd: row.spent_usd,
  unpricedJobs: row.unpriced_jobs,
  state: stateOf(row),
  paceUsd: paceOf(row, toUnits(row.spent_usd), now),
  createdAt: row.created_at.toISOString(),
});
