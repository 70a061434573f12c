import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { makeEvent, makeSubscription } from '../../test/outside/stripe/objects.ts';
import { signatureOf } from '../../test/outside/stripe/sign.ts';
import { uuidV7 } from '../platform/ids.ts';
import { createDeliveryStore } from './store-deliveries.ts';

const secret = 'whsec_of_the_test';
let server: TestServer;
let owner: Credential;
let sourceId: string;
let hook: string;
beforeAll(async () => {
  server = await startTestServer({ product: { revenue: { currency: 'eur' } } });
  owner = await server.operator('owner');
  const body = { kind: 'stripe', name: 'Stripe', secret };
  const source = await server.inject('POST /api/v1/sources', { as: owner, body });
  sourceId = source.body.id;
  hook = `POST ${new URL(source.body.url).pathname}`;
});
afterAll(() => server.close());
beforeEach(() =>
  server.owner.query(
    `truncate inbox, subscriptions, subscription_events, revenue_movements, revenue_daily`,
  ),
);

const start = new Date('2026-11-01T00:00:00Z');
const told = (id: string, over: Readonly<Record<string, unknown>> = {}) =>
  makeEvent(
    'customer.subscription.created',
    start,
    makeSubscription({ id, startedAt: start, over }),
  );
const sendAll = (events: readonly object[]) =>
  Promise.all(
    events.map(async (event) => {
      const body = JSON.stringify(event);
      const headers = { 'stripe-signature': signatureOf(body, secret, server.clock.now()) };
      return server.inject(hook, { body, headers });
    }),
  );
const states = async () => {
  const { rows } = await server.owner.query(
    `select state, attempts, count(*)::int as count from inbox group by 1, 2 order by 1, 2`,
  );
  return rows.map(({ state, attempts, count }) => [state, attempts, count]);
};
const mrr = async () => {
  const { rows } = await server.owner.query(
    'select coalesce(sum(amount), 0)::float8 as mrr from revenue_movements',
  );
  return rows[0].mrr;
};

describe('deliveries that arrive together', () => {
  it('are stored once each, and read by one job', async () => {
    const events = Array.from({ length: 60 }, (_, index) => told(`sub_${index}`));
    const answers = await sendAll([...events, ...events]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const ids = answers.map(({ body }) => body.id);
    expect(ids.slice(60)).toEqual(ids.slice(0, 60));
    expect(new Set(ids).size).toBe(60);
    const { rows } = await server.owner.query(
      'select count(*)::int as jobs from graphile_worker._private_jobs',
    );
    expect(rows).toEqual([{ jobs: 1 }]);
    await runJobs(server);
    expect(await states()).toEqual([['done', 1, 60]]);
    expect(await mrr()).toBe(1_200);
  });

  it('do not take each other down when one cannot be stored', async () => {
    const store = createDeliveryStore(server.db);
    const delivery = (query: Record<string, string>) => ({
      id: uuidV7(server.clock),
      receivedAt: server.clock.now(),
      kind: 'stripe' as const,
      sender: { sourceId },
      deliveryId: undefined,
      query,
      headers: {},
      body: Buffer.from('{}'),
      isTest: false,
      isHeld: false,
    });
    const results = await Promise.allSettled(
      // The first goes alone; the others meanwhile come together.
      [{}, {}, { note: '\u0000' }, {}].map((query) => store(delivery(query))),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await states()).toEqual([['waiting', 0, 3]]);
  });

  it('are poisoned alone where they cannot be read', async () => {
    await sendAll([told('sub_1'), told('sub_2', { status: 'thriving' }), told('sub_3')]);
    await runJobs(server);
    expect(await states()).toEqual([
      ['done', 1, 2],
      ['poisoned', 1, 1],
    ]);
    expect(await mrr()).toBe(40);
  });

  it('are each tried again by themselves when reading them together fails', async () => {
    await sendAll([told('sub_1'), told('sub_2')]);
    await server.owner.query('alter table revenue_movements rename to revenue_movements_away');
    await runJobs(server);
    expect(await states()).toEqual([['waiting', 1, 2]]);
    await server.owner.query('alter table revenue_movements_away rename to revenue_movements');
    await server.owner.query('update graphile_worker._private_jobs set run_at = now()');
    await runJobs(server);
    expect(await states()).toEqual([['done', 2, 2]]);
    expect(await mrr()).toBe(40);
  });

  it('are told of to those who look', async () => {
    const heard: unknown[] = [];
    const stop = server.changes.subscribe((news) =>
      heard.push(...(news === 'everything' ? [news] : news)),
    );
    await sendAll([told('sub_1'), told('sub_2')]);
    await runJobs(server);
    await vi.waitFor(() => expect(heard).toContain('revenue'), 5_000);
    stop();
  });
});
