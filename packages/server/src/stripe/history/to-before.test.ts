import { describe, expect, it } from 'vitest';
import { makeEvent, makeSubscription, seconds } from '../../../test/outside/stripe/objects.ts';
import { StripeEvent, readAs } from '../stripe-objects.ts';
import { toBefore } from './to-before.ts';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const now = (over: Readonly<Record<string, unknown>> = {}) =>
  makeSubscription({
    id: 'sub_1',
    startedAt: day(0),
    cents: 3_000,
    over: { metadata: { organizationId: 'acme' }, ...over },
  });
const read = (type: string, object: ReturnType<typeof now>, previous?: object) =>
  toBefore(
    readAs(StripeEvent, makeEvent(`customer.subscription.${type}`, day(9), object, previous), ''),
  );

describe('toBefore', () => {
  it('is nothing where a subscription begins', () => {
    expect(read('created', now())).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['arrays whole', { items: { data: [] } }, { items: [] }],
    ['what is no part of an array', { status: 'past_due' }, { status: 'past_due' }],
    ['what there was not', { cancel_at: null }, { cancelAt: undefined }],
    ['objects in part', { metadata: { test: null } }, { customerId: 'cus_sub_1' }],
    ['further attributes', { latest_invoice: 'in_1', start: 1 }, { status: 'active' }],
  ])('takes %s', (_, previous, expected) => {
    const object = now({ cancel_at: seconds(day(40)) });
    const before = read('updated', object, previous);
    expect(before).toMatchObject({ kind: 'state', since: day(0), subscription: expected });
  });

  it('begins with the end of a trial', () => {
    const object = now({ trial_end: seconds(day(7)) });
    expect(read('updated', object, {})).toMatchObject({ since: day(7) });
  });

  it('is likely the same where an event says nothing of it, and running where it ended', () => {
    expect(read('trial_will_end', now())).toMatchObject({ kind: 'guess' });
    const ended = now({ status: 'canceled', ended_at: seconds(day(9)) });
    expect(read('deleted', ended)).toMatchObject({
      kind: 'guess',
      subscription: { status: 'active', endedAt: undefined },
    });
  });

  it('is not known where it cannot be read', () => {
    expect(read('updated', now(), { status: 'thriving' })).toBeUndefined();
    expect(read('updated', now(), { discounts: ['di_1'] })).toBeUndefined();
  });
});
