import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectStripe, type ConnectedStripe } from '../../test/outside/stripe/connected-stripe.ts';
import {
  makeEvent,
  makeInvoice,
  makeLine,
  makeSubscription,
  seconds,
  type StripeObject,
} from '../../test/outside/stripe/objects.ts';

let connected: ConnectedStripe;
let server: ConnectedStripe['server'];
let stripe: ConnectedStripe['stripe'];
beforeAll(async () => {
  connected = await connectStripe();
  ({ server, stripe } = connected);
});
afterAll(() => connected.close());
beforeEach(async () => {
  await connected.forget();
  await server.owner.query(`delete from settings where key = 'stripe_back_fill'`);
  // One that failed on purpose would try again.
  await server.owner.query('delete from graphile_worker._private_jobs');
  stripe.served.length = 0;
  stripe.invoices = [];
});

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const many = (count: number, over: (index: number) => object = () => ({})): StripeObject[] =>
  Array.from({ length: count }, (_, index) =>
    makeSubscription({ id: `sub_${index}`, startedAt: day(0), ...over(index) }),
  );

describe('the back-fill', () => {
  it('reads all subscriptions of any status, a hundred at once, and once', async () => {
    stripe.subscriptions = many(250, (index) =>
      index === 0 ? { status: 'canceled', over: { ended_at: seconds(day(9)) } } : {},
    );
    await connected.backFill();
    expect(stripe.served).toEqual([
      '/v1/invoices',
      '/v1/subscriptions',
      '/v1/subscriptions sub_99',
      '/v1/subscriptions sub_199',
    ]);
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '4980.000' }]);
    await connected.backFill();
    expect(stripe.served).toHaveLength(4);
  });

  it('asks for what the list leaves out', async () => {
    const tiered = makeSubscription({ id: 'sub_1', startedAt: day(0) });
    const [item] = (tiered['items'] as { data: { price: object }[] }).data;
    const tiers = [{ up_to: null, unit_amount: 700, flat_amount: 100 }];
    const price = { ...item?.price, billing_scheme: 'tiered', tiers_mode: 'volume', tiers };
    const coupon = { id: 'c', duration: 'forever', percent_off: 50 };
    const discounts = [{ id: 'di_1', start: seconds(day(0)), end: null, coupon }];
    stripe.subscriptions = [{ ...tiered, discounts, items: { data: [{ ...item, price }] } }];
    await connected.backFill();
    expect(stripe.served.slice(1)).toEqual(['/v1/subscriptions', '/v1/subscriptions/sub_1']);
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '4.000' }]);
  });

  it('leaves out what cannot be read, and goes on', async () => {
    stripe.subscriptions = many(3, (index) => (index === 1 ? { status: 'thriving' } : {}));
    await connected.backFill();
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '40.000' }]);
  });

  it('waits when Stripe says so, and tries again what failed for a moment', async () => {
    stripe.subscriptions = many(1);
    stripe.failures.push({ status: 429, retryAfter: '1' }, { status: 503, retryAfter: '0' });
    await connected.backFill();
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '20.000' }]);
  });

  it('goes on where it was interrupted', async () => {
    stripe.subscriptions = many(250);
    stripe.failures.push(undefined, undefined, undefined, { status: 403 });
    await connected.backFill();
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '4000.000' }]);
    await connected.backFill();
    expect(stripe.served).toEqual([
      '/v1/invoices',
      '/v1/subscriptions',
      '/v1/subscriptions sub_99',
      '/v1/subscriptions sub_199',
    ]);
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '5000.000' }]);
  });

  it('tells the page of sources what the key may not read, until it may', async () => {
    const refused = async () => {
      const as = await server.operator('owner');
      return (await server.inject('GET /api/v1/stripe-reading', { as })).body.refused;
    };
    stripe.failures.push({ status: 403 });
    await connected.backFill();
    expect(await refused()).toEqual([
      {
        what: 'invoices',
        at: server.clock.now().toISOString(),
        message: 'Stripe answers 403 to /v1/invoices: Not now',
      },
    ]);
    await connected.backFill();
    expect(await refused()).toEqual([]);
    const viewer = await server.operator('viewer');
    expect((await server.inject('GET /api/v1/stripe-reading', { as: viewer })).status).toBe(403);
  });

  it('marks what it concludes', async () => {
    const trial = { trial_end: seconds(day(14)) };
    stripe.subscriptions = many(
      3,
      (index) =>
        [{ over: trial }, { status: 'unpaid' }, { status: 'incomplete_expired' }][index] ?? {},
    );
    await connected.backFill();
    const { rows } = await server.owner.query(
      `select customer_id, at, kind, is_reconstructed from revenue_movements order by at`,
    );
    expect(rows).toEqual([
      { customer_id: 'stripe:cus_sub_0', at: day(14), kind: 'new', is_reconstructed: true },
    ]);
  });
});

const movementsOf = async () => {
  const { rows } = await server.owner.query(
    `select at, kind, amount::float8, is_reconstructed as concluded
     from revenue_movements order by at`,
  );
  return rows.map(({ at, kind, amount, concluded }) => [
    (at.getTime() - day(0).getTime()) / 86_400_000,
    kind,
    amount,
    ...(concluded ? ['concluded'] : []),
  ]);
};

describe('the back-fill of invoices', () => {
  /** The latest first, as Stripe lists them. */
  const invoice = (number: number, lines: object[], over: object = {}): StripeObject =>
    makeInvoice(`in_${number}`, day(number), {
      status: 'paid',
      lines: { data: lines },
      ...over,
    });
  const month = (cents: number, from: number, over: object = {}) =>
    makeLine({ cents, from: day(from), to: day(from + 30), over });
  const part = (cents: number, from: number, to: number) =>
    makeLine({ cents, from: day(from), to: day(to), isProration: true });
  const subscription = (over: object = {}) =>
    makeSubscription({ id: 'sub_1', startedAt: day(0), cents: 4_000, ...over });

  it('rebuilds how the price went before the connection', async () => {
    stripe.subscriptions = [subscription()];
    stripe.invoices = [
      invoice(120, [month(4_000, 120)]),
      // Upgraded on the 75th day, and billed for the rest of that period.
      invoice(90, [part(-500, 75, 90), part(1_500, 75, 90), month(3_000, 90)]),
      invoice(60, [month(1_000, 60)]),
      invoice(0, [month(2_000, 0), month(2_000, 30)]),
    ];
    await connected.backFill();
    expect(await movementsOf()).toEqual([
      [0, 'new', 20, 'concluded'],
      [60, 'contraction', -10, 'concluded'],
      [75, 'expansion', 20, 'concluded'],
      [120, 'expansion', 10, 'concluded'],
    ]);
  });

  it('knows what was changed since the last invoice, when it ended, and what was void', async () => {
    const ended = { status: 'canceled', over: { ended_at: seconds(day(80)) } };
    stripe.subscriptions = [subscription(ended)];
    stripe.invoices = [
      invoice(80, [month(9_900, 80)], { status: 'void' }),
      invoice(75, [part(900, 72, 90)]),
      invoice(60, [month(1_000, 60)]),
      invoice(0, [month(1_000, 0)]),
    ];
    await connected.backFill();
    expect(await movementsOf()).toEqual([
      [0, 'new', 10, 'concluded'],
      [30, 'churn', -10, 'concluded'],
      [60, 'reactivation', 10, 'concluded'],
      [72, 'expansion', 30, 'concluded'],
      [80, 'churn', -40, 'concluded'],
    ]);
  });

  it('reads objects of before 2025-03-31 as it reads those of now', async () => {
    const old = (cents: number, from: number) => ({
      id: `il_${from}`,
      object: 'line_item',
      type: 'subscription',
      amount: cents,
      period: { start: seconds(day(from)), end: seconds(day(from + 30)) },
      subscription: 'sub_1',
      subscription_item: 'si_1',
      proration: false,
      price: {
        id: 'price_1',
        currency: 'eur',
        recurring: { interval: 'month', usage_type: 'licensed' },
      },
    });
    stripe.subscriptions = [subscription({ cents: 2_000 })];
    const ofOld = { parent: undefined, subscription: 'sub_1' };
    stripe.invoices = [invoice(30, [old(2_000, 30)], ofOld), invoice(0, [old(1_500, 0)], ofOld)];
    await connected.backFill();
    expect(await movementsOf()).toEqual([
      [0, 'new', 15, 'concluded'],
      [30, 'expansion', 5, 'concluded'],
    ]);
  });

  it('asks for the lines that an invoice does not bring along', async () => {
    stripe.subscriptions = [subscription({ cents: 1_200 })];
    const lines = Array.from({ length: 12 }, (_, index) => month(100, 0, { id: `il_${index}` }));
    stripe.invoices = [invoice(0, lines)];
    await connected.backFill();
    expect(stripe.served.slice(0, 2)).toEqual(['/v1/invoices', '/v1/invoices/in_0/lines']);
    expect(await movementsOf()).toEqual([[0, 'new', 12, 'concluded']]);
  });

  it('knows payments that failed, when they are tried again, and what was used', async () => {
    stripe.subscriptions = [subscription()];
    const failed = { status: 'open', attempt_count: 2, next_payment_attempt: seconds(day(330)) };
    stripe.invoices = [invoice(320, [month(4_000, 320), month(700, 290)], failed)];
    await connected.backFill();
    const { rows } = await server.owner.query(
      `select status, attempt_count, next_attempt_at, metered_amount from invoices`,
    );
    expect(rows).toEqual([
      {
        status: 'open',
        attempt_count: 2,
        next_attempt_at: day(330),
        metered_amount: '7.000',
      },
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
    await connected.deliver([event], { asks: true });
    expect(stripe.served).toEqual(['/v1/subscriptions/sub_0']);
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '50.000' }]);
  });

  it('may leave something out', async () => {
    const coupon = { id: 'c', duration: 'forever', percent_off: 50 };
    const discounts = [{ id: 'di_1', start: seconds(day(0)), end: null, coupon }];
    stripe.subscriptions = many(1, () => ({ over: { discounts } }));
    const [sent] = many(1, () => ({ over: { discounts: ['di_1'] } }));
    await connected.deliver(
      [makeEvent('customer.subscription.updated', day(1), sent ?? { id: '', object: '' })],
      { asks: true },
    );
    expect(await connected.presentMrr()).toEqual([{ currency: 'eur', mrr: '10.000' }]);
  });

  it('has an invoice asked for again', async () => {
    stripe.invoices = [makeInvoice('in_1', day(0), { status: 'paid', amount_paid: 2_000 })];
    const open = makeInvoice('in_1', day(0), { attempt_count: 1 });
    await connected.deliver([makeEvent('invoice.payment_failed', day(1), open)], { asks: true });
    expect(stripe.served).toEqual(['/v1/invoices/in_1']);
    const { rows } = await server.owner.query('select status, amount_paid from invoices');
    expect(rows).toEqual([{ status: 'paid', amount_paid: '20.000' }]);
  });

  it('leaves an invoice that is gone as it was told', async () => {
    const draft = makeInvoice('in_1', day(0), { status: 'draft' });
    await connected.deliver([makeEvent('invoice.created', day(0), draft)], { asks: true });
    const { rows } = await server.owner.query('select status from invoices');
    expect(rows).toEqual([{ status: 'draft' }]);
    // A job that is done is gone a moment later; one that failed stays.
    const left = async () =>
      (await server.owner.query('select last_error from graphile_worker._private_jobs')).rows;
    await expect.poll(left).toEqual([]);
  });
});
