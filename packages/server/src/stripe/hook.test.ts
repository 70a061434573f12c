import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { makeEvent, makeInvoice, makeSubscription } from '../../test/outside/stripe/objects.ts';
import { signatureOf } from '../../test/outside/stripe/sign.ts';

const secret = 'whsec_of_the_test';
let server: TestServer;
let owner: Credential;
let hook: string;
beforeAll(async () => {
  server = await startTestServer({
    product: { revenue: { currency: 'eur', rates: { usd: '0.9' } } },
  });
  owner = await server.operator('owner');
  hook = await connect({ secret });
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.advance({ seconds: 1 });
  await forget();
});

const forget = () =>
  server.owner.query(
    `truncate inbox, invoices, subscriptions, subscription_events, revenue_movements,
       revenue_daily, revenue_cohorts, revenue_groups`,
  );

const connect = async (over: { secret?: string }): Promise<string> => {
  const body = { kind: 'stripe', name: 'Stripe', ...over };
  const answer = await server.inject('POST /api/v1/sources', { as: owner, body });
  return `POST ${new URL(answer.body.url).pathname}`;
};

const send = (event: object | string, over: { header?: string; route?: string } = {}) => {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const header = over.header ?? signatureOf(body, secret, server.clock.now());
  return server.inject(over.route ?? hook, { body, headers: { 'stripe-signature': header } });
};
const deliver = async (...events: (object | string)[]) => {
  let id = '';
  for (const event of events) id = (await send(event)).body.id;
  await runJobs(server);
  return (await server.inject(`GET /api/v1/inbox/${id}`, { as: owner })).body;
};

const at = (hours: number): Date => new Date(Date.UTC(2026, 9, 1) + hours * 3_600_000);
const told = (type: string, hours: number, over: object = {}) =>
  makeEvent(
    `customer.subscription.${type}`,
    at(hours),
    makeSubscription({ id: 'sub_1', startedAt: at(0), ...over }),
  );
const movements = async () => {
  const { rows } = await server.owner.query(
    `select kind, amount::float, date_trunc('hour', at) as hour from revenue_movements order by at`,
  );
  return rows.map(({ kind, amount, hour }) => [kind, amount, (hour - at(0).getTime()) / 3_600_000]);
};
const invoices = async () => (await server.owner.query('select * from invoices')).rows;

describe('POST /hooks/stripe/:key', () => {
  it.each([
    ['without a signature', ''],
    ['with a forged one', `t=1764000000,v1=${'0'.repeat(64)}`],
  ])('refuses a delivery %s', async (_, header) => {
    const answer = await send(told('created', 0), { header });
    expect([answer.status, answer.error?.code]).toEqual([401, 'unauthenticated']);
  });

  it('refuses one that is replayed later, and one that was changed', async () => {
    const event = JSON.stringify(told('created', 0));
    const header = signatureOf(event, secret, server.clock.now());
    expect((await send(event, { header })).status).toBe(200);
    expect((await send(`${event} `, { header })).status).toBe(401);
    server.clock.advance({ seconds: 301 });
    expect((await send(event, { header })).status).toBe(401);
  });

  it('refuses what it cannot verify, and says what is missing', async () => {
    const answer = await send(told('created', 0), { route: await connect({}) });
    expect(answer.status).toBe(401);
    expect(answer.error?.message).toContain('signing secret of this source is not known');
  });

  it('stores an event once, however often it is sent', async () => {
    const event = told('created', 0);
    const { body } = await send(event);
    server.clock.advance({ minutes: 10 });
    expect((await send(event)).body).toEqual(body);
  });
});

describe('what a subscription tells', () => {
  it('becomes MRR and its movements', async () => {
    await deliver(
      told('created', 0, { currency: 'usd', cents: 1_000 }),
      told('updated', 5, { currency: 'usd', cents: 3_000 }),
      told('deleted', 9, { currency: 'usd', status: 'canceled' }),
    );
    expect(await movements()).toEqual([
      ['new', 9, 0],
      ['expansion', 18, 5],
      ['churn', -27, 9],
    ]);
    const { rows } = await server.owner.query(
      'select external_id, plan, status from subscriptions',
    );
    expect(rows).toEqual([{ external_id: 'stripe:sub_1', plan: 'Team', status: 'canceled' }]);
  });

  const story = [
    told('created', 0, { status: 'incomplete' }),
    told('updated', 0),
    told('updated', 0, { cents: 2_500 }),
    told('updated', 4, { cents: 4_000 }),
    told('deleted', 4, { status: 'canceled', cents: 4_000 }),
  ];
  it.each([
    ['twice', [0, 0, 1, 2, 3, 1, 4, 4]],
    ['backwards', [4, 3, 2, 1, 0]],
    ['in any order', [2, 4, 0, 3, 1, 2]],
  ])('ends in the same state when it comes %s', async (_, order) => {
    await deliver(...story);
    const inOrder = await movements();
    expect(inOrder.at(-1)).toEqual(['churn', -40, 4]);
    await forget();
    await deliver(...order.flatMap((index) => story.slice(index, index + 1)));
    expect(await movements()).toEqual(inOrder);
  });

  it('goes to the poison list when something was left out, with what', async () => {
    const event = told('updated', 0, { over: { discounts: ['di_1'] } });
    expect(await deliver(event)).toMatchObject({
      state: 'poisoned',
      reason: 'The discount di_1 was sent as an id alone.',
    });
  });
});

describe('what an event says of the time before it', () => {
  const costing = (cents: number) => makeSubscription({ id: 'sub_1', startedAt: at(0), cents });
  const itemsOf = (cents: number) => ({ items: costing(cents)['items'] });
  const update = (hours: number, from: number, to: number) =>
    makeEvent('customer.subscription.updated', at(hours), costing(to), itemsOf(from));

  /** Several in one second, under ids that say nothing of their order. */
  const chain = [
    makeEvent('customer.subscription.created', at(0), costing(1_000)),
    ...[1_000, 1_500, 2_000, 2_500].map((cents) => update(5, cents, cents + 500)),
  ];
  it.each([
    ['in order', [0, 1, 2, 3, 4]],
    ['backwards', [4, 3, 2, 1, 0]],
    ['in any order', [3, 0, 2, 2, 1, 4, 3]],
  ])('puts those of one second in their order when they come %s', async (_, order) => {
    await deliver(...order.flatMap((index) => chain.slice(index, index + 1)));
    expect(await movements()).toEqual([
      ['new', 10, 0],
      ...Array.from({ length: 4 }, () => ['expansion', 5, 5]),
    ]);
  });

  it('is what it is at last in the list of those who leave, too', async () => {
    const leaving = { ...costing(1_000), cancel_at: at(99).getTime() / 1_000 };
    const previous = { cancel_at: null };
    await deliver(
      makeEvent('customer.subscription.created', at(0), costing(1_000)),
      // Undone within the second, whatever their ids make of it.
      ...Array.from({ length: 2 }, () => [
        makeEvent('customer.subscription.updated', at(5), leaving, previous),
        makeEvent('customer.subscription.updated', at(5), costing(1_000), {
          cancel_at: leaving.cancel_at,
        }),
      ]).flat(),
    );
    const { rows } = await server.owner.query('select cancel_at from subscriptions');
    expect(rows).toEqual([{ cancel_at: null }]);
  });

  it('stands for what was missed: it had been so since it began', async () => {
    await deliver(update(9, 1_000, 1_500), update(20, 1_500, 1_200));
    expect(await movements()).toEqual([
      ['new', 10, 0],
      ['expansion', 5, 9],
      ['contraction', -3, 20],
    ]);
    const { rows } = await server.owner.query(
      'select is_reconstructed from revenue_movements order by at',
    );
    expect(rows.map((row) => row.is_reconstructed)).toEqual([true, false, false]);
    // What was seen takes the place of what was concluded, though it comes last.
    await deliver(makeEvent('customer.subscription.created', at(2), costing(700)));
    expect(await movements()).toEqual([
      ['new', 7, 2],
      ['expansion', 8, 9],
      ['contraction', -3, 20],
    ]);
  });

  it('is known of one that ended before anything else was told', async () => {
    const over = { ended_at: at(30).getTime() / 1_000 };
    await deliver(told('deleted', 30, { status: 'canceled', over }));
    expect(await movements()).toEqual([
      ['new', 20, 0],
      ['churn', -20, 30],
    ]);
  });

  it('begins after a trial', async () => {
    const over = { trial_end: at(48).getTime() / 1_000 };
    await deliver(told('updated', 80, { cents: 3_000, over }));
    expect(await movements()).toEqual([['new', 30, 48]]);
  });
});

describe('what an invoice tells', () => {
  const invoice = (type: string, hours: number, over: object = {}) =>
    makeEvent(`invoice.${type}`, at(hours), makeInvoice('in_1', at(0), over));
  const failed = { attempt_count: 1, next_payment_attempt: at(72).getTime() / 1_000 };

  it('is its state, its attempts and the next of them', async () => {
    await deliver(invoice('created', 0), invoice('payment_failed', 1, failed));
    expect(await invoices()).toMatchObject([
      {
        external_id: 'stripe:in_1',
        customer_id: 'stripe:cus_1',
        number: 'A-1',
        status: 'open',
        currency: 'eur',
        amount_due: '20.000',
        amount_paid: '0.000',
        attempt_count: 1,
        next_attempt_at: at(72),
        created_at: at(0),
      },
    ]);
  });

  it.each([
    ['paid', { status: 'paid', amount_paid: 2_000 }, 'paid'],
    ['voided', { status: 'void' }, 'void'],
    ['deleted', { status: 'draft' }, 'deleted'],
  ])('stays %s, whatever is told late', async (type, over, status) => {
    await deliver(
      invoice(type, 1, over),
      invoice('payment_failed', 1, failed),
      invoice('created', 0),
    );
    expect(await invoices()).toMatchObject([{ status }]);
  });

  it('is nothing as a preview', async () => {
    const { id: _, ...preview } = makeInvoice('in_1', at(0));
    const event = makeEvent('invoice.upcoming', at(0), { ...preview, id: '' });
    expect((await deliver(event)).state).toBe('ignored');
    expect(await invoices()).toEqual([]);
  });
});

describe('what is no revenue', () => {
  it('is left, with the reason', async () => {
    const event = makeEvent('charge.failed', at(0), { id: 'ch_1', object: 'charge' });
    expect(await deliver(event)).toMatchObject({
      state: 'ignored',
      reason: 'Revenue is not made of charge.failed.',
    });
  });

  it.each([
    ['no JSON', 'Hello', /no JSON/],
    ['no event', '{"object":"list"}', /The event cannot be read/],
  ])('is poisoned where it is %s', async (_, body, reason) => {
    const delivery = await deliver(body);
    expect(delivery.state).toBe('poisoned');
    expect(delivery.reason).toMatch(reason);
  });
});

it('learns the country of a customer from its invoices, whichever comes first', async () => {
  const places = async () =>
    (
      await server.owner.query(
        `select country, countries, customers from revenue_groups
         cross join lateral (select value as country, holds as countries) as g
         where dimension = 'country' and span = 'month' and kind = 'new'`,
      )
    ).rows;
  const billed = (id: string, hours: number, country: string) =>
    makeEvent(
      'invoice.paid',
      at(hours),
      makeInvoice(id, at(hours), { customer_address: { country } }),
    );
  await deliver(told('created', 0));
  expect(await places()).toEqual([{ country: null, countries: 0, customers: 1 }]);
  await deliver(billed('in_1', 1, 'DE'));
  expect(await places()).toEqual([{ country: 'DE', countries: 1, customers: 1 }]);
  await deliver(billed('in_2', 800, 'AT'));
  expect(await places()).toEqual([{ country: 'AT', countries: 1, customers: 1 }]);
  await forget();
  await deliver(billed('in_1', 1, 'DE'));
  await deliver(told('created', 0));
  expect(await places()).toEqual([{ country: 'DE', countries: 1, customers: 1 }]);
});
