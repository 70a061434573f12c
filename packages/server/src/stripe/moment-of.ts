import { createHash } from 'node:crypto';
import type { StripeEvent } from './stripe-objects.ts';

/** How far on the way each status is: what a second ends with. */
const subscriptionSteps: Readonly<Record<string, number>> = {
  incomplete: 1,
  trialing: 2,
  active: 4,
  past_due: 5,
  unpaid: 6,
  paused: 7,
  incomplete_expired: 9,
  canceled: 9,
};

export const subscriptionStep = (eventType: string, status: string): number =>
  eventType === 'customer.subscription.created' ? 0 : (subscriptionSteps[status] ?? 4);

const invoiceSteps = { draft: 0, open: 1, uncollectible: 6, paid: 7, void: 8, deleted: 9 };

export const invoiceStep = (status: keyof typeof invoiceSteps, attemptCount: number): number =>
  status === 'open' ? 1 + Math.min(attemptCount, 4) : invoiceSteps[status];

/**
 * The moment of which an event tells. Stripe dates them by the second and delivers in no order,
 * and several in one second are usual (created incomplete, then active): steps, 0 to 9, order these,
 * and the id whatever is left, so that any order of delivery ends in the same state.
 */
export const momentOf = ({ id, created }: StripeEvent, step: number): Date => {
  const rest = createHash('sha1').update(id).digest().readUInt16BE(0) % 100;
  return new Date(created.getTime() + step * 100 + rest);
};
