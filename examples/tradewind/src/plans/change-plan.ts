import { insertCreditEntry, lockBalance } from '../credits/credits.store.ts';
import { inTransaction, type Transaction } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import { insertInvoice, type Invoice } from '../invoices/invoices.store.ts';
import { countMembers } from '../members/members.store.ts';
import type { Tradewind } from '../tradewind.ts';
import { isUpgrade, plans, type PlanName } from './plans.ts';
import {
  announceEnd,
  beginSubscription,
  endSubscription,
  getSubscription,
  type SubscriptionState,
  type Trial,
} from './subscriptions.store.ts';
import { periodEnd, priceUsdOf, type Terms } from './terms.ts';

export const trialDays = 14;

/** The first plan that is paid for is free of charge at first; another one meanwhile stays so. */
const trialOf = ({ payingSince, isTrial, trialEndsAt }: SubscriptionState, to: PlanName): Trial => {
  if (to === 'free') return { isTrial: false, trialEndsAt: null };
  if (payingSince !== null) return { isTrial, trialEndsAt };
  return { isTrial: true, trialEndsAt: new Date(Date.now() + trialDays * 86_400_000) };
};

const requireInvoices = ({ terms }: SubscriptionState): void => {
  if (terms.paysBy === 'card')
    throw new Problem('conflict', 'Who pays by card changes the plan where the card is charged.');
};

export const sendPlanInvoice = (
  tx: Transaction,
  organizationId: string,
  plan: PlanName,
  terms: Terms,
): Promise<Invoice> => {
  const description = `Tradewind ${plan}, one ${terms.billsEvery}`;
  return insertInvoice(tx, { organizationId, description, amountUsd: priceUsdOf(plan, terms) });
};

/**
 * The new plan begins at once and is paid for the period; more credits come with an upgrade.
 *
 * @returns what it was before, and the invoice that was sent
 * @throws `conflict` when it is the plan already, has fewer seats than are taken, or is paid by card
 */
export const changePlan = async (
  { pool }: Tradewind,
  { organizationId, plan: from }: Caller,
  to: PlanName,
): Promise<{ before: SubscriptionState; invoice: Invoice | undefined }> => {
  const { seats, monthlyUsd, credits } = plans[to];
  if (from === to) throw new Problem('conflict', `You are on the ${to} plan.`);
  return inTransaction(pool, async (tx) => {
    await lockBalance(tx, organizationId);
    const taken = await countMembers(tx, organizationId);
    if (taken > seats)
      throw new Problem('conflict', `The ${to} plan has ${seats} seats; ${taken} are taken.`);
    const before = await getSubscription(tx, organizationId);
    requireInvoices(before);
    const trial = trialOf(before, to);
    await endSubscription(tx, organizationId);
    await beginSubscription(tx, organizationId, to, trial);
    if (isUpgrade(from, to))
      await insertCreditEntry(tx, { organizationId, amount: credits, reason: 'grant' });
    const invoice =
      monthlyUsd > 0 && !trial.isTrial
        ? await sendPlanInvoice(tx, organizationId, to, before.terms)
        : undefined;
    return { before, invoice };
  });
};

/**
 * The plan runs until the end of what is paid for; or of the trial.
 *
 * @throws `conflict` when there is nothing to end, or it is paid by card
 */
export const cancelPlan = async (
  { pool }: Tradewind,
  { organizationId }: Caller,
): Promise<Date> => {
  const state = await getSubscription(pool, organizationId);
  if (state.plan === 'free') throw new Problem('conflict', 'You are on the free plan.');
  requireInvoices(state);
  const { isTrial, trialEndsAt, startedAt, terms } = state;
  const paidUntil = periodEnd(trialEndsAt ?? startedAt, terms, new Date());
  const cancelAt = isTrial ? (trialEndsAt ?? paidUntil) : paidUntil;
  await announceEnd(pool, organizationId, cancelAt);
  return cancelAt;
};
