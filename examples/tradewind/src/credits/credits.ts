import type { FastifyRequest } from 'fastify';
import type { Transaction } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import type { Tradewind } from '../tradewind.ts';
import { getBalance, insertCreditEntry, lockBalance, type CreditEntry } from './credits.store.ts';

/** What things cost. A batch costs as much as its companies. */
export const prices = { discovery: 2, headhunt: 3, contact: 1, batchCompany: 1 } as const;

/** What credits cost, in US dollars. */
export const packs = { 100: 12, 500: 50, 2000: 160 } as const;

/**
 * Takes credits together with what they are for.
 *
 * @throws `payment_required`
 */
export const takeCredits = async (
  tx: Transaction,
  organizationId: string,
  credits: number,
  wanted: Required<Pick<CreditEntry, 'reason' | 'resourceId'>>,
): Promise<CreditEntry> => {
  await lockBalance(tx, organizationId);
  const balance = await getBalance(tx, organizationId);
  if (balance < credits)
    throw new Problem('payment_required', `This needs ${credits} credits; ${balance} are left.`);
  return insertCreditEntry(tx, { organizationId, amount: -credits, ...wanted });
};

/**
 * What is billed goes through the ledger: from here on it survives a crash of this process. The
 * entry's own id makes it count once, however often it is logged. Call it after the commit.
 */
export const logConsumption = async (
  { taffrail }: Tradewind,
  caller: Caller,
  { id, amount, reason, resourceId }: CreditEntry,
  request: FastifyRequest,
): Promise<void> => {
  const outcome = await taffrail.logActivity(
    caller,
    {
      id,
      action: 'credit.consumed',
      resourceType: reason,
      resourceId: resourceId ?? undefined,
      metadata: { credits: -amount, reason, plan: caller.plan },
    },
    request,
    { ledger: true },
  );
  if (!outcome.durable) request.log.warn({ err: outcome.error }, 'not yet on the ledger');
};
