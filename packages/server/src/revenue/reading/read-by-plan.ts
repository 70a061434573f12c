import type { RevenueByPlan } from '@taffrail/contract';
import { revenueRules } from '../revenue.ts';
import { toMoney } from '../rules/currency.ts';
import { sumByPlan } from './plans.store.ts';
import type { RevenueContext } from './read-revenue.ts';

const kindOf = (plans: number) =>
  plans === 1 ? 'one' : plans === 0 ? ('unknown' as const) : ('several' as const);

export const readByPlan = async ({
  db,
  clock,
  product,
  reportingTimeZone,
}: RevenueContext): Promise<RevenueByPlan> => {
  const now = clock.now();
  const { reporting } = revenueRules(product, reportingTimeZone).rates;
  const rows = await sumByPlan(db, { now, reporting });
  return {
    asOf: now.toISOString(),
    currency: reporting,
    plans: rows.map(({ plans, mrr, ...row }) => ({
      ...row,
      kind: kindOf(plans),
      mrr: toMoney(mrr, row.currency),
    })),
  };
};
