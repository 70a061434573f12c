import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectStripe, type ConnectedStripe } from '../../test/outside/stripe/connected-stripe.ts';
import {
  makeEvent,
  makeSubscription,
  seconds,
  type StripeObject,
} from '../../test/outside/stripe/objects.ts';

/** As the issue has it. */
const subscriptionCount = 20_000;
const customerCount = 15_000;
/** Senders who do not wait for each other, as Stripe is one. */
const senders = 100;

let world: ConnectedStripe;
beforeAll(async () => {
  world = await connectStripe();
});
afterAll(() => world.close());

/** As text: amounts are decimal, and compared to the cent. */
const movements = async (after: Date): Promise<string[]> => {
  const { rows } = await world.server.owner.query(
    `select concat_ws(' ', customer_id, currency, at, kind, amount) as line
     from revenue_movements where at > $1 order by 1`,
    [after],
  );
  return rows.map(({ line }) => line);
};

/** Numbers that look random, the same in each run. */
const numbers = function* (): Generator<number, never> {
  for (let state = 42; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
};

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const connected = new Date('2026-11-01T00:00:00Z');
const chance = numbers();
const next = (): number => chance.next().value;
const pick = (from: Date, to: Date): Date =>
  new Date(Math.floor((from.getTime() + next() * (to.getTime() - from.getTime())) / 1_000) * 1_000);

/** What one subscription was, and when. */
const live = (index: number): { at: Date; type: string; object: StripeObject }[] => {
  const startedAt = pick(day(0), new Date('2026-10-15T00:00:00Z'));
  const base = {
    id: `sub_${index}`,
    customer: `cus_${index % customerCount}`,
    currency: ['eur', 'usd', 'jpy'][(index % customerCount) % 3] ?? 'eur',
    startedAt,
  };
  const first = { ...base, cents: 500 + Math.floor(next() * 5_000) };
  const story = [{ at: startedAt, type: 'created', object: makeSubscription(first) }];
  const moments = [
    ...(next() < 0.1 ? [pick(startedAt, connected)] : []),
    ...(next() < 0.2 ? [pick(connected, new Date('2026-11-20T00:00:00Z'))] : []),
  ];
  for (const at of moments) {
    const cents = 500 + Math.floor(next() * 5_000);
    if (next() < 0.3) {
      const over = { ended_at: seconds(at), canceled_at: seconds(at) };
      const object = makeSubscription({ ...first, cents, status: 'canceled', over });
      return [...story, { at, type: 'deleted', object }];
    }
    const over = next() < 0.2 ? { cancel_at: seconds(at) + 864_000 } : {};
    story.push({ at, type: 'updated', object: makeSubscription({ ...base, cents, over }) });
  }
  return story;
};

it('comes to the same MRR and movements by a back-fill and by webhooks, to the cent', async () => {
  const { server, stripe } = world;
  const stories = Array.from({ length: subscriptionCount }, (_, index) => live(index));
  const toEvents = (from: Date) =>
    stories
      .flat()
      .filter(({ at }) => at >= from)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, type, object }) => makeEvent(`customer.subscription.${type}`, at, object));
  const all = toEvents(day(0));
  const since = all.filter(({ created }) => Number(created) >= seconds(connected));
  stripe.subscriptions = stories.flatMap(
    (story) => story.findLast(({ at }) => at < connected)?.object ?? [],
  );
  const now = server.clock.now();
  server.clock.set(connected);
  await world.backFill();
  server.clock.set(now);
  await world.deliver(since, { senders });
  const filled = { mrr: await world.presentMrr(), movements: await movements(connected) };
  expect(filled.movements.length).toBeGreaterThan(subscriptionCount / 10);

  await world.forget();
  const shuffled = [...all, ...all.filter(() => next() < 0.1)]
    .map((event) => ({ event, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ event }) => event);
  await world.deliver(shuffled, { senders });
  expect({ mrr: await world.presentMrr(), movements: await movements(connected) }).toEqual(filled);
}, 300_000);
