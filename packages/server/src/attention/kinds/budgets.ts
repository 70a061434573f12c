import { mostAttention, type AttentionItem, type Budget } from '@taffrail/contract';
import { readBudgets } from '../../budgets/budgets.ts';
import { nothingMore, type AttentionSource } from './attention-kind.ts';

const titleOf = ({ scope, organization, route }: Budget): string => {
  if (scope === 'organization') return organization?.name ?? organization?.externalId ?? 'Unknown';
  return scope === 'route' ? (route ?? '') : 'All AI jobs';
};

const toItem = (budget: Budget): AttentionItem => {
  const isHard = budget.state === 'hard';
  const limit = (isHard ? budget.hardUsd : budget.softUsd) ?? '0';
  const spent = Number(budget.spentUsd).toFixed(2);
  return {
    ...nothingMore,
    kind: 'budget',
    recordId: budget.id,
    severity: isHard ? 'critical' : 'warning',
    title: titleOf(budget),
    detail: `$${spent} of $${limit} ${budget.period === 'day' ? 'a day' : 'a month'} spent`,
  };
};

/** Budgets of which a limit is reached in the day or month under way. */
export const overspentBudgets: AttentionSource = {
  kind: 'budget',
  permission: 'usage.read',
  find: async (context) => {
    const reached = (await readBudgets(context)).items.filter(({ state }) => state !== 'within');
    const worst = reached.toSorted(
      (a, b) => Number(b.state === 'hard') - Number(a.state === 'hard'),
    );
    return { items: worst.slice(0, mostAttention).map(toItem), count: reached.length };
  },
};
