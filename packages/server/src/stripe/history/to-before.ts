import { Unreadable } from '../../inbox/inbox.ts';
import type { Before } from '../../revenue/revenue.ts';
import type { StripeEvent } from '../stripe-objects.ts';
import { toSubscription } from '../to-subscription.ts';
import { paidFrom } from './to-history.ts';

type Given = Record<string, unknown>;

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Objects are given in part, anything else whole; null is for what there was not.
 * https://docs.stripe.com/api/events/object
 */
const undo = (object: Given, previous: Given): Given => {
  const before = { ...object };
  for (const [name, value] of Object.entries(previous)) {
    const now = object[name];
    if (value === null) delete before[name];
    else before[name] = isObject(value) && isObject(now) ? undo(now, value) : value;
  }
  return before;
};

const running = { status: 'active', ended_at: null, canceled_at: null };

const read = (kind: 'state' | 'guess', given: Given): Before | undefined => {
  try {
    const found = toSubscription(given);
    return { kind, since: paidFrom(found), subscription: found.subscription };
  } catch (error) {
    // What cannot be read of the past keeps nobody from reading the present.
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
};

/** What a subscription was before an event: what the event says of it, or what is likely. */
export const toBefore = ({ type, data }: StripeEvent): Before | undefined => {
  const { object, previous_attributes: previous } = data;
  if (type === 'customer.subscription.created') return { kind: 'nothing' };
  if (previous) return read('state', undo(object, previous));
  return read(
    'guess',
    type === 'customer.subscription.deleted' ? { ...object, ...running } : object,
  );
};
