import { insertCreditEntry, lockBalance } from '../credits/credits.store.ts';
import { inTransaction } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import { insertInvoice } from '../invoices/invoices.store.ts';
import { countMembers } from '../members/members.store.ts';
import type { Tradewind } from '../tradewind.ts';
import { isUpgrade, plans, type PlanName } from './plans.ts';
import { beginSubscription, endSubscription } from './subscriptions.store.ts';

/**
 * The new plan begins at once and is paid for the month; more credits come with an upgrade.
 *
 * @throws `conflict` when it is the plan already, or has fewer seats than are taken
 */
export const changePlan = async (
  { pool }: Tradewind,
  { organizationId, plan: from }: Caller,
  to: PlanName,
): Promise<void> => {
  const { seats, monthlyUsd, credits } = plans[to];
  if (from === to) throw new Problem('conflict', `You are on the ${to} plan.`);
  await inTransaction(pool, async (tx) => {
    await lockBalance(tx, organizationId);
    const taken = await countMembers(tx, organizationId);
    if (taken > seats)
      throw new Problem('conflict', `The ${to} plan has ${seats} seats; ${taken} are taken.`);
    await endSubscription(tx, organizationId);
    await beginSubscription(tx, organizationId, to);
    if (isUpgrade(from, to))
      await insertCreditEntry(tx, { organizationId, amount: credits, reason: 'grant' });
    if (monthlyUsd > 0) {
      const description = `Tradewind ${to}, one month`;
      await insertInvoice(tx, { organizationId, description, amountUsd: monthlyUsd });
    }
  });
};
