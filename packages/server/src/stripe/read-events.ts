import { z } from 'zod';
import { Unreadable, type Reading, type ReadingContext } from '../inbox/inbox.ts';
import { recordSubscriptions, revenueRules, type ToldSubscription } from '../revenue/revenue.ts';
import { toBefore } from './history/to-before.ts';
import { invoiceStep, momentOf, subscriptionStep } from './moment-of.ts';
import { LeftOut, StripeEvent, StripeInvoice, readAs } from './stripe-objects.ts';
import { enqueueRefreshes, type InvoiceValues, type WantedRefresh } from './stripe.store.ts';
import { storeInvoices } from './store-invoices.ts';
import { toInvoice } from './to-invoice.ts';
import { toSubscription } from './to-subscription.ts';

export const Named = z.object({ id: z.string().max(255) });

export const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** What is to be stored of an event, and what to ask Stripe for where there is a key. */
interface Told {
  readonly subscription?: ToldSubscription;
  readonly invoice?: InvoiceValues;
  readonly refresh?: WantedRefresh;
}

const readSubscription = (event: StripeEvent, hasKey: boolean): Told => {
  const { object } = event.data;
  try {
    const { periodStartsAt: _, ...read } = toSubscription(object);
    const { id, status } = read.subscription;
    const at = momentOf(event, subscriptionStep(event.type, status));
    const before = toBefore(event);
    return {
      subscription: {
        ...read,
        at,
        eventId: event.id,
        toldBy: 'stripe',
        isReconstructed: false,
        before,
      },
      refresh: { object: 'subscription', id },
    };
  } catch (error) {
    if (!(error instanceof LeftOut && hasKey)) throw error;
    // What the event left out is asked for, and counts from its moment on.
    const { id } = readAs(Named, object, 'The subscription');
    const at = momentOf(event, subscriptionStep(event.type, 'active'));
    return { refresh: { object: 'subscription', id, at } };
  }
};

const readInvoice = (event: StripeEvent): Told => {
  const isDeleted = event.type === 'invoice.deleted';
  const invoice = readAs(StripeInvoice, event.data.object, 'The invoice');
  const values = toInvoice(invoice, isDeleted);
  const toldAt = momentOf(event, invoiceStep(values.status, values.attempt_count));
  return {
    invoice: { ...values, told_at: toldAt, told_event: event.id },
    // One that is gone is told of by nobody.
    ...(!isDeleted && { refresh: { object: 'invoice', id: invoice.id } }),
  };
};

const done: Reading = { state: 'done' };
const ignored = (reason: string): Reading => ({ state: 'ignored', reason });

/** @throws {Unreadable} */
const readEvent = (body: Buffer, hasKey: boolean): { reading: Reading; told: Told } => {
  const given = parseJson(body);
  if (given === undefined) throw new Unreadable('The body is no JSON.');
  const event = readAs(StripeEvent, given, 'The event');
  const { type } = event;
  if (type === 'invoice.upcoming')
    return { reading: ignored('An upcoming invoice is a preview.'), told: {} };
  if (type.startsWith('customer.subscription.'))
    return { reading: done, told: readSubscription(event, hasKey) };
  if (type.startsWith('invoice.')) return { reading: done, told: readInvoice(event) };
  return { reading: ignored(`Revenue is not made of ${type}.`), told: {} };
};

/** Reads events in any order, together: each answers what came of it, or why it cannot be read. */
export const readEvents = async (
  bodies: readonly Buffer[],
  { tx, stripe, product, reportingTimeZone }: ReadingContext,
): Promise<(Reading | Unreadable)[]> => {
  const told: Told[] = [];
  const readings = bodies.map((body) => {
    try {
      const read = readEvent(body, stripe !== undefined);
      told.push(read.told);
      return read.reading;
    } catch (error) {
      if (error instanceof Unreadable) return error;
      throw error;
    }
  });
  const rules = revenueRules(product, reportingTimeZone);
  await recordSubscriptions(
    tx,
    told.flatMap(({ subscription }) => subscription ?? []),
    rules,
  );
  await storeInvoices(
    tx,
    told.flatMap(({ invoice }) => invoice ?? []),
    rules,
  );
  if (stripe)
    await enqueueRefreshes(
      tx,
      told.flatMap(({ refresh }) => refresh ?? []),
    );
  return readings;
};
