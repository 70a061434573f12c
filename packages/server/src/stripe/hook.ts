import { Unreadable, type HookDriver } from '../inbox/inbox.ts';
import { Named, parseJson, readEvents } from './read-events.ts';
import { sampleEvent } from './sample-event.ts';
import { verifySignature } from './verify-signature.ts';

/** `POST /hooks/stripe/<key>`: subscriptions and invoices; the rest of what Stripe tells is left. */
export const stripeHook: HookDriver = {
  kind: 'stripe',
  limitBytes: 2 * 1024 * 1024,
  announces: ['revenue'],
  sample: sampleEvent,
  verify: verifySignature,
  deliveryId: ({ body }) => Named.safeParse(parseJson(body)).data?.id,
  read: async ({ body }, context) => {
    const [reading] = await readEvents([body], context);
    if (!reading) throw new Unreadable('There is no event.');
    if (reading instanceof Unreadable) throw reading;
    return reading;
  },
  readAll: (deliveries, context) =>
    readEvents(
      deliveries.map(({ body }) => body),
      context,
    ),
  // The movements of a customer and the sums of a day are written once for all of its events.
  atOnce: 2_000,
};
