import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import {
  makeEvent,
  makeSubscription,
  seconds,
  type StripeObject,
} from '../../test/stripe/objects.ts';
import { signatureOf } from '../../test/stripe/sign.ts';
import { startStripe, type StripeServer } from '../../test/stripe/stripe-server.ts';

const secret = 'whsec_of_the_test';
let server: TestServer;
let stripe: StripeServer;
let hook: string;
beforeAll(async () => {
  server = await startTestServer({
    product: { revenue: { currency: 'eur', rates: { usd: '0.9137' } } },
  });
  stripe = await startStripe();
  const as = await server.operator('owner');
  const body = { kind: 'stripe', name: 'Stripe', secret };
  hook = new URL((await server.inject('POST /api/v1/sources', { as, body })).body.url).pathname;
});
afterAll(async () => {
  await stripe.close();
  await server.close();
});

const forget = () =>
  server.owner.query(
    `truncate inbox, subscriptions, subscription_events, revenue_movements, revenue_daily`,
  );
beforeEach(async () => {
  await forget();
  await server.owner.query(`delete from settings where key = 'stripe_back_fill'`);
  stripe.served.length = 0;
});

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const many = (count: number, over: (index: number) => object = () => ({})): StripeObject[] =>
  Array.from({ length: count }, (_, index) =>
    makeSubscription({ id: `sub_${index}`, startedAt: day(0), ...over(index) }),
  );
const backFill = async (): Promise<void> => {
  await server.owner.query(`select graphile_worker.add_job('back_fill_stripe')`);
  await runJobs(server, { stripe });
};
const deliver = async (events: readonly object[], access?: StripeServer): Promise<void> => {
  for (const event of events) {
    const body = JSON.stringify(event);
    const header = signatureOf(body, secret, server.clock.now());
    const headers = { 'stripe-signature': header };
    expect((await server.inject(`POST ${hook}`, { body, headers })).status).toBe(200);
  }
  await runJobs(server, { stripe: access });
};

/** As text: amounts are decimal, and compared to the cent. */
const movements = async (after = day(-1)): Promise<string[]> => {
  const { rows } = await server.owner.query(
    `select concat_ws(' ', customer_id, currency, at, kind, amount) as line
     from revenue_movements where at > $1 order by 1`,
    [after],
  );
  return rows.map(({ line }) => line);
};
const presentMrr = async (): Promise<unknown[]> => {
  const { rows } = await server.owner.query(
    `select currency, sum(amount) as mrr from revenue_movements where at <= $1
     group by currency order by currency`,
    [server.clock.now()],
  );
  return rows;
};

describe('the back-fill', () => {
  it('reads all subscriptions of any status, a hundred at once, and once', async () => {
    stripe.subscriptions = many(250, (index) =>
      index === 0 ? { status: 'canceled', over: { ended_at: seconds(day(9)) } } : {},
    );
    await backFill();
    expect(stripe.served).toEqual([
      '/v1/subscriptions',
      '/v1/subscriptions sub_99',
      '/v1/subscriptions sub_199',
    ]);
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '4980.000' }]);
    await backFill();
    expect(stripe.served).toHaveLength(3);
  });

  it('asks for what the list leaves out', async () => {
    const tiered = makeSubscription({ id: 'sub_1', startedAt: day(0) });
    const [item] = (tiered['items'] as { data: { price: object }[] }).data;
    const tiers = [{ up_to: null, unit_amount: 700, flat_amount: 100 }];
    const price = { ...item?.price, billing_scheme: 'tiered', tiers_mode: 'volume', tiers };
    const coupon = { id: 'c', duration: 'forever', percent_off: 50 };
    const discounts = [{ id: 'di_1', start: seconds(day(0)), end: null, coupon }];
    stripe.subscriptions = [{ ...tiered, discounts, items: { data: [{ ...item, price }] } }];
    await backFill();
    expect(stripe.served).toEqual(['/v1/subscriptions', '/v1/subscriptions/sub_1']);
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '4.000' }]);
  });

  it('leaves out what cannot be read, and goes on', async () => {
    stripe.subscriptions = many(3, (index) => (index === 1 ? { status: 'thriving' } : {}));
    await backFill();
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '40.000' }]);
  });

  it('waits when Stripe says so, and tries again what failed for a moment', async () => {
    stripe.subscriptions = many(1);
    stripe.failures.push({ status: 429, retryAfter: '1' }, { status: 503, retryAfter: '0' });
    await backFill();
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '20.000' }]);
  });

  it('goes on where it was interrupted', async () => {
    stripe.subscriptions = many(250);
    stripe.failures.push(undefined, undefined, { status: 403 });
    await backFill();
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '4000.000' }]);
    await backFill();
    expect(stripe.served).toEqual([
      '/v1/subscriptions',
      '/v1/subscriptions sub_99',
      '/v1/subscriptions sub_199',
    ]);
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '5000.000' }]);
  });

  it('marks what it concludes', async () => {
    const trial = { trial_end: seconds(day(14)) };
    stripe.subscriptions = many(
      3,
      (index) =>
        [{ over: trial }, { status: 'unpaid' }, { status: 'incomplete_expired' }][index] ?? {},
    );
    await backFill();
    const { rows } = await server.owner.query(
      `select customer_id, at, kind, is_reconstructed from revenue_movements order by at`,
    );
    expect(rows).toEqual([
      { customer_id: 'stripe:cus_sub_0', at: day(14), kind: 'new', is_reconstructed: true },
    ]);
  });
});

describe('a webhook, where there is a key', () => {
  it('has the subscription asked for again', async () => {
    const [now] = many(1, () => ({ cents: 5_000 }));
    stripe.subscriptions = now ? [now] : [];
    const event = makeEvent(
      'customer.subscription.updated',
      day(1),
      many(1)[0] ?? { id: '', object: '' },
    );
    await deliver([event], stripe);
    expect(stripe.served).toEqual(['/v1/subscriptions/sub_0']);
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '50.000' }]);
  });

  it('may leave something out', async () => {
    const coupon = { id: 'c', duration: 'forever', percent_off: 50 };
    const discounts = [{ id: 'di_1', start: seconds(day(0)), end: null, coupon }];
    stripe.subscriptions = many(1, () => ({ over: { discounts } }));
    const [sent] = many(1, () => ({ over: { discounts: ['di_1'] } }));
    await deliver(
      [makeEvent('customer.subscription.updated', day(1), sent ?? { id: '', object: '' })],
      stripe,
    );
    expect(await presentMrr()).toEqual([{ currency: 'eur', mrr: '10.000' }]);
  });
});

/** Numbers that look random, the same in each run. */
const numbers = function* (): Generator<number, never> {
  for (let state = 42; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
};

describe('the back-fill, and the same subscriptions by webhooks', () => {
  const connected = new Date('2026-11-01T00:00:00Z');
  const chance = numbers();
  const next = (): number => chance.next().value;
  const pick = (from: Date, to: Date): Date =>
    new Date(
      Math.floor((from.getTime() + next() * (to.getTime() - from.getTime())) / 1_000) * 1_000,
    );

  /** What one subscription was, and when. */
  const live = (index: number): { at: Date; type: string; object: StripeObject }[] => {
    const startedAt = pick(day(0), new Date('2026-10-15T00:00:00Z'));
    const base = {
      id: `sub_${index}`,
      customer: `cus_${index % 150}`,
      currency: ['eur', 'usd', 'jpy'][(index % 150) % 3] ?? 'eur',
      startedAt,
    };
    const first = { ...base, cents: 500 + Math.floor(next() * 5_000) };
    const story = [{ at: startedAt, type: 'created', object: makeSubscription(first) }];
    const moments = [
      ...(next() < 0.5 ? [pick(startedAt, connected)] : []),
      ...(next() < 0.6 ? [pick(connected, new Date('2026-11-20T00:00:00Z'))] : []),
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

  // Two hundred, since each webhook is a request and a job of its own.
  it('come to the same MRR and the same movements since, to the cent', async () => {
    const stories = Array.from({ length: 200 }, (_, index) => live(index));
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
    await backFill();
    server.clock.set(now);
    await deliver(since);
    const filled = { mrr: await presentMrr(), movements: await movements(connected) };
    expect(filled.movements.length).toBeGreaterThan(100);

    await forget();
    const shuffled = [...all, ...all.filter(() => next() < 0.4)]
      .map((event) => ({ event, order: next() }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ event }) => event);
    await deliver(shuffled);
    expect({ mrr: await presentMrr(), movements: await movements(connected) }).toEqual(filled);
  }, 120_000);
});
