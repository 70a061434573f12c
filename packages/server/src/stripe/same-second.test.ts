import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectStripe, type ConnectedStripe } from '../../test/outside/stripe/connected-stripe.ts';
import {
  makeEvent,
  makeInvoice,
  makeSubscription,
  type StripeObject,
} from '../../test/outside/stripe/objects.ts';
import { invoiceStep, momentOf, subscriptionStep } from './moment-of.ts';

let world: ConnectedStripe;
beforeAll(async () => {
  world = await connectStripe();
});
afterAll(() => world.close());

const histories = 8;
const changesEach = 7;
/** Who do not wait for each other. */
const senders = 10;

const start = Date.UTC(2026, 9, 1);
const at = (seconds: number): Date => new Date(start + seconds * 1_000);

/** Ids of events that fall on the first millisecond of their step, of subscriptions and of invoices. */
const idsOfOneMoment = (count: number): string[] => {
  const steps = [subscriptionStep('', 'active'), invoiceStep('open', 1)];
  const event = { object: 'event', type: '', created: at(0), data: { object: {} } } as const;
  const ids: string[] = [];
  for (let number = 0; ids.length < count; number += 1) {
    const id = `evt_alike_${number}`;
    const isFirst = steps.every(
      (step) => momentOf({ ...event, id }, step).getTime() === start + step.fromMs,
    );
    if (isFirst) ids.push(id);
  }
  return ids;
};

interface Change {
  readonly cents: number;
  readonly plan: string;
  readonly afterSeconds: number;
  readonly saysBefore: boolean;
  readonly isAlike: boolean;
  readonly attempts: number;
}

interface History {
  readonly isCreationTold: boolean;
  readonly ends: boolean;
  readonly changes: readonly Change[];
}

const anyHistory: fc.Arbitrary<History> = fc.record({
  isCreationTold: fc.boolean(),
  ends: fc.boolean(),
  changes: fc.array(
    fc.record<Change>({
      // A few only, so that what was comes again.
      cents: fc.constantFrom(1_000, 1_500, 2_000, 2_500),
      plan: fc.constantFrom('Solo', 'Team', 'Crew'),
      // Most in the second of the one before.
      afterSeconds: fc.constantFrom(0, 0, 0, 86_400),
      saysBefore: fc.boolean(),
      isAlike: fc.boolean(),
      attempts: fc.constantFrom(1, 1, 2),
    }),
    { minLength: 2, maxLength: changesEach },
  ),
});

const named = (event: StripeObject, id: string | undefined): StripeObject =>
  id === undefined ? event : { ...event, id };

/** What Stripe tells of one subscription and its bill, in its true order. */
const toEvents = (
  { isCreationTold, ends, changes }: History,
  index: number,
  ids: ArrayIterator<string>,
): StripeObject[] => {
  const id = `sub_${index}`;
  const costing = (cents: number, plan: string, over: object = {}): StripeObject => {
    const made = makeSubscription({ id, startedAt: at(0), cents, over: { ...over } });
    return JSON.parse(JSON.stringify(made).replace('"Team"', JSON.stringify(plan)));
  };
  const nextId = (isAlike: boolean): string | undefined => (isAlike ? ids.next().value : undefined);
  const first = costing(500, 'Solo');
  const events = isCreationTold ? [makeEvent('customer.subscription.created', at(0), first)] : [];
  let before = first;
  let second = 0;
  for (const { cents, plan, afterSeconds, saysBefore, isAlike, attempts } of changes) {
    second += afterSeconds;
    const object = costing(cents, plan);
    const previous = saysBefore ? { items: before['items'] } : undefined;
    const update = makeEvent('customer.subscription.updated', at(second), object, previous);
    const bill = makeInvoice(`in_${index}`, at(0), {
      parent: { subscription_details: { subscription: id } },
      amount_due: cents,
      attempt_count: attempts,
    });
    events.push(
      named(update, nextId(isAlike)),
      named(makeEvent('invoice.updated', at(second), bill), nextId(isAlike)),
    );
    before = object;
  }
  if (!ends) return events;
  const over = { ...before, status: 'canceled', ended_at: start / 1_000 + second };
  return [...events, makeEvent('customer.subscription.deleted', at(second), over)];
};

const shuffle = (events: readonly StripeObject[], seed: number): StripeObject[] =>
  events
    .map((event, index) => ({
      event,
      order: createHash('sha1').update(`${seed} ${index}`).digest('hex'),
    }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ event }) => event);

const tables = {
  subscriptions: 'id',
  subscription_events: 'subscription_id, at, event_id',
  invoices: 'id',
  revenue_movements: 'customer_id, currency, at',
  revenue_daily: 'day, currency, kind',
  revenue_cohorts: 'cohort, month, currency',
  revenue_groups: 'dimension, span, first, holds, value, currency, kind',
};

/** Everything that is known of revenue. */
const readAll = async (): Promise<Record<string, unknown[]>> => {
  const all: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables))
    all[table] = (await world.server.owner.query(`select * from ${table} order by ${order}`)).rows;
  return all;
};

it('comes to the same, to the row, in whatever order and however often it is delivered', async () => {
  const alike = idsOfOneMoment(histories * changesEach * 2);
  const anySeed = fc.integer();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyHistory, { minLength: histories, maxLength: histories }),
      fc.tuple(anySeed, anySeed),
      async (all, [one, other]) => {
        const ids = alike.values();
        const events = all.flatMap((history, index) => toEvents(history, index, ids));
        await world.forget();
        await world.deliver(shuffle(events, one), { senders });
        const known = await readAll();
        expect(known['subscription_events']?.length).toBe(
          events.filter(({ type }) => String(type).startsWith('customer.')).length,
        );
        await world.forget();
        const again = shuffle([...events, ...events.slice(0, events.length / 3)], other);
        // In parts, so that they are not read together.
        await world.deliver(again.slice(0, again.length / 2), { senders });
        await world.deliver(again.slice(again.length / 2), { senders });
        expect(await readAll()).toEqual(known);
      },
    ),
    // Making it smaller takes longer than reading it.
    { numRuns: 3, endOnFailure: true },
  );
});
