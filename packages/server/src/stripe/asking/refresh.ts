import { z } from 'zod';
import type { StripeAccess } from '../../config.ts';
import { createDatabase } from '../../platform/db/database.ts';
import { recordSubscriptions, revenueRules } from '../../revenue/revenue.ts';
import type { SliceJobs } from '../../slice.ts';
import { fetchInvoice, fetchSubscription, listInvoiceLines, StripeRefusal } from './ask-stripe.ts';
import { StripeInvoice, readAs } from '../stripe-objects.ts';
import { storeInvoices } from '../store-invoices.ts';
import type { InvoiceValues } from '../stripe.store.ts';
import { toInvoice } from '../to-invoice.ts';
import { toSubscription } from '../to-subscription.ts';

export type StripeJobs = Pick<
  SliceJobs,
  'owner' | 'clock' | 'log' | 'changes' | 'product' | 'reportingTimeZone'
>;

const Loose = z.looseObject({});

/** An invoice with all of its lines. */
export const readWholeInvoice = async (
  access: StripeAccess,
  given: unknown,
  signal: AbortSignal | undefined,
): Promise<Omit<InvoiceValues, 'told_at' | 'told_event'>> => {
  const invoice = readAs(StripeInvoice, given, 'The invoice');
  if (!invoice.lines?.has_more) return toInvoice(invoice, false);
  const data = await listInvoiceLines(access, invoice.id, signal);
  const whole = { ...Loose.parse(given), lines: { data, has_more: false } };
  return toInvoice(readAs(StripeInvoice, whole, 'The invoice'), false);
};

/** Asks for a subscription again: an event tells what was, the answer what is. */
export const refreshSubscription = async (
  { owner, clock, changes, product, reportingTimeZone }: StripeJobs,
  access: StripeAccess,
  { id, at }: { id: string; at?: Date | undefined },
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { periodStartsAt: _, ...read } = toSubscription(
    await fetchSubscription(access, id, signal),
  );
  const told = {
    ...read,
    at: at ?? clock.now(),
    toldBy: 'stripe',
    isReconstructed: false,
  } as const;
  await createDatabase(owner)
    .transaction()
    .execute((tx) => recordSubscriptions(tx, [told], revenueRules(product, reportingTimeZone)));
  changes.announce('revenue');
};

/** A draft may be deleted meanwhile; another event tells so. */
const leaveDeleted = (error: unknown): undefined => {
  if (!(error instanceof StripeRefusal && error.status === 404)) throw error;
};

/** The same for an invoice. */
export const refreshInvoice = async (
  { owner, clock, changes, product, reportingTimeZone }: StripeJobs,
  access: StripeAccess,
  { id }: { id: string },
  signal: AbortSignal | undefined,
): Promise<void> => {
  const at = clock.now();
  const given = await fetchInvoice(access, id, signal).catch(leaveDeleted);
  if (given === undefined) return;
  const invoice = await readWholeInvoice(access, given, signal);
  const rules = revenueRules(product, reportingTimeZone);
  await createDatabase(owner)
    .transaction()
    .execute((tx) => storeInvoices(tx, [{ ...invoice, told_at: at, told_event: '' }], rules));
  changes.announce('revenue');
};
