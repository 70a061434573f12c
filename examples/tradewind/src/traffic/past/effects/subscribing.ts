import { trialDays } from '../../../plans/change-plan.ts';
import { isUpgrade, plans, type PlanName } from '../../../plans/plans.ts';
import { periodEnd, priceUsdOf } from '../../../plans/terms.ts';
import { dayMs } from '../../durations.ts';
import { idAt } from '../../ids.ts';
import type { PlanPeriod } from '../../world/customer.ts';
import { forgetOrganization, type SubscriptionRow } from '../rows.ts';
import {
  addCredits,
  refused,
  timeOf,
  type Effects,
  type PastProduct,
  type Scene,
} from '../scene.ts';

export type At = Pick<Scene, 'product' | 'at' | 'chance'>;

export const addInvoice = (
  { product, at, chance }: At,
  description: string,
  amountUsd: number,
): string => {
  const id = idAt(chance, at);
  product.rows.invoices.push({
    id,
    organization_id: product.customer.id,
    description,
    amount_usd: amountUsd,
    state: 'sent',
    issued_at: timeOf(at),
    paid_at: null,
  });
  return id;
};

export const logInvoice = ({ product, log }: Scene, id: string): void => {
  const invoice = product.rows.invoices.find((each) => each.id === id);
  if (!invoice) return;
  const { description, amount_usd: amountUsd } = invoice;
  log('invoice.sent', {
    resourceType: 'invoice',
    resourceId: id,
    metadata: { description, amountUsd },
  });
};

const currentOf = ({ rows }: PastProduct): SubscriptionRow | undefined =>
  rows.subscriptions.find(({ ended_at: endedAt }) => endedAt === null);

/** Those who come while we look on try their first plan that is paid for. */
const trialOf = (
  { rows, customer }: PastProduct,
  plan: PlanName,
  at: number,
): Pick<SubscriptionRow, 'is_trial' | 'trial_ends_at'> => {
  const none = { is_trial: false, trial_ends_at: null };
  if (plan === 'free' || customer.isEstablished) return none;
  if (rows.subscriptions.some((one) => one.plan !== 'free')) return none;
  return { is_trial: true, trial_ends_at: timeOf(at + trialDays * dayMs) };
};

/** Gives the id of the invoice that came with it. */
const beginPlan = ({ product, at, chance }: At, plan: PlanName): string | undefined => {
  const { rows, customer } = product;
  const { monthlyUsd, credits } = plans[plan];
  const trial = trialOf(product, plan, at);
  const isFirst = rows.subscriptions.length === 0;
  for (const subscription of rows.subscriptions) subscription.ended_at ??= timeOf(at);
  rows.subscriptions.push({
    id: idAt(chance, at),
    organization_id: customer.id,
    plan,
    monthly_usd: monthlyUsd,
    started_at: timeOf(at),
    ended_at: null,
    ...trial,
    cancel_at: null,
  });
  const given = { product, at, chance };
  if (isFirst || isUpgrade(product.plan, plan)) addCredits(given, credits, 'grant', null);
  product.plan = plan;
  const { terms } = customer;
  if (monthlyUsd === 0 || trial.is_trial) return undefined;
  const description = `Tradewind ${plan}, one ${terms.billsEvery}`;
  return addInvoice(given, description, priceUsdOf(plan, terms));
};

/** As the route tells it: what runs, or, with an end, what ran. */
const tellPlan = ({ product, subscribe }: Scene, endedAt?: number): void => {
  const { rows, customer } = product;
  const paid = rows.subscriptions.filter(({ plan }) => plan !== 'free');
  const [first, latest] = [paid[0], paid.at(-1)];
  if (!first || !latest) return;
  subscribe({
    organizationId: customer.id,
    country: customer.country,
    terms: customer.terms,
    plan: latest.plan,
    payingSince: new Date(first.started_at),
    isTrial: latest.is_trial,
    trialEndsAt: latest.trial_ends_at === null ? null : new Date(latest.trial_ends_at),
    cancelAt: latest.cancel_at === null ? null : new Date(latest.cancel_at),
    ...(endedAt !== undefined && { endedAt: new Date(endedAt) }),
  });
};

/** The plans that an organization has had, or the one that it begins with. */
export const beginPlans = (scene: At, periods: readonly PlanPeriod[]): void => {
  for (const { from, plan } of periods) beginPlan({ ...scene, at: from }, plan);
};

export const subscribing: Effects<'changePlan' | 'cancelPlan' | 'closeOrganization'> = {
  changePlan: (scene, { to }) => {
    const { product, log } = scene;
    const { plan: from, customer } = product;
    if (from === to || product.rows.members.length > plans[to].seats) return refused.conflict;
    const invoiceId = beginPlan(scene, to);
    tellPlan(scene, to === 'free' ? scene.at : undefined);
    log(isUpgrade(from, to) ? 'plan.upgraded' : 'plan.downgraded', {
      resourceType: 'organization',
      resourceId: customer.id,
      metadata: { from, to, monthlyUsd: plans[to].monthlyUsd },
    });
    if (invoiceId !== undefined) logInvoice(scene, invoiceId);
    return undefined;
  },

  cancelPlan: (scene) => {
    const { product, at, log } = scene;
    const current = currentOf(product);
    if (!current || current.plan === 'free') return refused.conflict;
    const { id, terms } = product.customer;
    const cancelAt = periodEnd(new Date(current.started_at), terms, new Date(at));
    current.cancel_at = cancelAt.toISOString();
    tellPlan(scene);
    const metadata = { fields: 'cancellation', plan: current.plan, cancelAt };
    log('settings.changed', { resourceType: 'organization', resourceId: id, metadata });
    return undefined;
  },

  closeOrganization: (scene) => {
    const { product, at, log } = scene;
    const { id } = product.customer;
    if (product.plan !== 'free') tellPlan(scene, at);
    forgetOrganization(product.rows);
    const metadata = { fields: 'closed', plan: product.plan };
    log('settings.changed', { resourceType: 'organization', resourceId: id, metadata });
    return undefined;
  },
};
