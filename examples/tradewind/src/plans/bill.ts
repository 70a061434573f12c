import { inTransaction } from '../database/pool.ts';
import { logInvoice } from '../invoices/log-invoice.ts';
import { getOrganization } from '../organizations/organizations.store.ts';
import { tellOrganization } from '../organizations/tell-taffrail.ts';
import type { Tradewind } from '../tradewind.ts';
import { sendPlanInvoice } from './change-plan.ts';
import {
  beginSubscription,
  endSubscription,
  endTrials,
  getSubscription,
  listEnding,
} from './subscriptions.store.ts';
import { tellEnd, tellSubscription } from './tell-subscription.ts';

const source = 'billing';

const endPlan = async (app: Tradewind, organizationId: string): Promise<void> => {
  const { pool, taffrail } = app;
  const before = await getSubscription(pool, organizationId);
  await inTransaction(pool, async (tx) => {
    await endSubscription(tx, organizationId);
    await beginSubscription(tx, organizationId, 'free');
  });
  await tellEnd(app, before, before.cancelAt ?? new Date());
  await tellOrganization(taffrail, await getOrganization(pool, organizationId), 'free');
  const message = `The ${before.plan} plan has ended, as announced.`;
  taffrail.log({ organizationId }, { level: 'info', source, message });
};

/** What time brings: announced ends, and first invoices after trials. */
export const bill = async (app: Tradewind): Promise<void> => {
  const { pool, taffrail } = app;
  for (const organizationId of await listEnding(pool)) await endPlan(app, organizationId);
  const ended = await inTransaction(pool, async (tx) => {
    const trials = [];
    for (const trial of await endTrials(tx)) {
      const { plan, terms } = await getSubscription(tx, trial.organizationId);
      const invoice = await sendPlanInvoice(tx, trial.organizationId, plan, terms);
      trials.push({ ...trial, invoice });
    }
    return trials;
  });
  for (const { organizationId, endedAt, invoice } of ended) {
    const state = await getSubscription(pool, organizationId);
    await tellSubscription(app, state, endedAt);
    await logInvoice(taffrail, { organizationId }, invoice);
    const message = `The trial of the ${state.plan} plan is over: the first invoice was sent.`;
    taffrail.log({ organizationId }, { level: 'info', source, message });
  }
};
