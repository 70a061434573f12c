import { createHash } from 'node:crypto';
import type { StripeEvent } from './stripe-objects.ts';

/** A stretch of a second, in milliseconds: what is further on its way has a later one. */
interface Step {
  readonly fromMs: number;
  readonly lengthMs: number;
}

/** Most of it for what happens most: two moments that are the same would be one. */
const subscriptionSteps = {
  created: { fromMs: 0, lengthMs: 10 },
  incomplete: { fromMs: 10, lengthMs: 50 },
  trialing: { fromMs: 60, lengthMs: 100 },
  active: { fromMs: 160, lengthMs: 540 },
  past_due: { fromMs: 700, lengthMs: 100 },
  unpaid: { fromMs: 800, lengthMs: 50 },
  paused: { fromMs: 850, lengthMs: 50 },
  ended: { fromMs: 900, lengthMs: 100 },
} as const satisfies Record<string, Step>;

const stepOfStatus = new Map<string, Step>([
  ...Object.entries(subscriptionSteps),
  ['incomplete_expired', subscriptionSteps.ended],
  ['canceled', subscriptionSteps.ended],
]);

export const subscriptionStep = (eventType: string, status: string): Step =>
  eventType === 'customer.subscription.created'
    ? subscriptionSteps.created
    : (stepOfStatus.get(status) ?? subscriptionSteps.active);

const invoiceSteps = { draft: 0, open: 1, uncollectible: 6, paid: 7, void: 8, deleted: 9 };

export const invoiceStep = (status: keyof typeof invoiceSteps, attemptCount: number): Step => {
  const step = status === 'open' ? 1 + Math.min(attemptCount, 4) : invoiceSteps[status];
  return { fromMs: step * 100, lengthMs: 100 };
};

/**
 * The moment of which an event tells. Stripe dates them by the second and delivers in no order,
 * and several in one second are usual (created incomplete, then active): steps order these, and the
 * id whatever is left, so that any order of delivery ends in the same state. Where events say what
 * was before them, that decides (revenue/rules/chain.ts); two that fall on one moment are both kept.
 */
export const momentOf = ({ id, created }: StripeEvent, { fromMs, lengthMs }: Step): Date => {
  const rest = createHash('sha1').update(id).digest().readUInt16BE(0) % lengthMs;
  return new Date(created.getTime() + fromMs + rest);
};
