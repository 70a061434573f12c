import { z } from 'zod';
import { Unreadable, type HookDriver } from '../inbox/inbox.ts';
import { recordSubscriptions, revenueRules } from '../revenue/revenue.ts';
import { invoiceStep, momentOf, subscriptionStep } from './moment-of.ts';
import { LeftOut, StripeEvent, StripeInvoice, readAs } from './stripe-objects.ts';
import { enqueueRefresh, upsertInvoices } from './stripe.store.ts';
import { toInvoice } from './to-invoice.ts';
import { toSubscription } from './to-subscription.ts';
import { verifySignature } from './verify-signature.ts';

const Named = z.object({ id: z.string().max(255) });

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

const readEvent = (body: Buffer): StripeEvent => {
  const given = parseJson(body);
  if (given === undefined) throw new Unreadable('The body is no JSON.');
  return readAs(StripeEvent, given, 'The event');
};

type Read = HookDriver['read'];
type Context = Parameters<Read>[1];
type Reading = ReturnType<Read>;

/** What the event left out is asked for, and counts from its moment on. */
const askFor = async (event: StripeEvent, { tx }: Context): Reading => {
  const { id } = readAs(Named, event.data.object, 'The subscription');
  await enqueueRefresh(tx, { id, at: momentOf(event, subscriptionStep(event.type, 'active')) });
  return { state: 'done' };
};

const readSubscription = async (event: StripeEvent, context: Context): Reading => {
  const { periodStartsAt: _, ...read } = toSubscription(event.data.object);
  const { id, status } = read.subscription;
  const at = momentOf(event, subscriptionStep(event.type, status));
  await recordSubscriptions(
    context.tx,
    [{ ...read, at, toldBy: 'stripe', isReconstructed: false }],
    revenueRules(context.product, context.reportingTimeZone),
  );
  if (context.stripe) await enqueueRefresh(context.tx, { id });
  return { state: 'done' };
};

const readInvoice = async (event: StripeEvent, { tx }: Context): Reading => {
  const invoice = toInvoice(
    readAs(StripeInvoice, event.data.object, 'The invoice'),
    event.type === 'invoice.deleted',
  );
  const toldAt = momentOf(event, invoiceStep(invoice.status, invoice.attempt_count));
  await upsertInvoices(tx, [{ ...invoice, told_at: toldAt }]);
  return { state: 'done' };
};

/** `POST /hooks/stripe/<key>`: subscriptions and invoices; the rest of what Stripe tells is left. */
export const stripeHook: HookDriver = {
  kind: 'stripe',
  limitBytes: 2 * 1024 * 1024,
  announces: ['revenue'],
  verify: verifySignature,
  deliveryId: ({ body }) => Named.safeParse(parseJson(body)).data?.id,
  read: async ({ body }, context) => {
    const event = readEvent(body);
    const { type } = event;
    if (type === 'invoice.upcoming')
      return { state: 'ignored', reason: 'An upcoming invoice is a preview.' };
    if (type.startsWith('customer.subscription.'))
      return readSubscription(event, context).catch((error: unknown) => {
        if (error instanceof LeftOut && context.stripe) return askFor(event, context);
        throw error;
      });
    if (type.startsWith('invoice.')) return readInvoice(event, context);
    return { state: 'ignored', reason: `Revenue is not made of ${type}.` };
  },
};
