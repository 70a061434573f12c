import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { runJobs } from '../../../test/run-jobs.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { toProductId } from '../../platform/ids.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ product: { revenue: { currency: 'eur' } } });
  key = await server.ingestKey();
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const table of ['revenue_movements', 'revenue_daily', 'subscriptions', 'told_subscriptions'])
    await server.owner.query(`delete from ${table}`);
});

const subscription = (more: object = {}): object => ({
  kind: 'subscription',
  id: 'sub_1',
  organizationId: 'acme',
  status: 'active',
  currency: 'eur',
  amount: '49.00',
  startedAt: '2026-11-01T09:00:00Z',
  at: '2026-11-01T09:00:00Z',
  ...more,
});

const tell = async (...records: readonly object[]): Promise<void> => {
  const answer = await sendBatch(server, key, records);
  expect(answer.body).toEqual({ accepted: records.length, rejected: [], warnings: [] });
};

const movements = async (): Promise<string[]> => {
  const { rows } = await server.owner.query<Record<string, string>>(
    `select kind, amount::float8, currency, customer_id from revenue_movements order by at, currency`,
  );
  return rows.map((row) => [row['kind'], row['amount'], row['currency']].join(' '));
};

describe('a subscription in a batch', () => {
  it('becomes revenue of its organization once the job has run', async () => {
    await tell(subscription({ plan: 'team', country: 'DE', quantity: 3, interval: 'year' }));
    expect(await movements()).toEqual([]);
    await runJobs(server);
    expect(await movements()).toEqual(['new 12.25 eur']);
    const { rows } = await server.owner.query('select * from subscriptions');
    const acme = toProductId('organization', 'acme');
    expect(rows).toMatchObject([
      {
        external_id: 'sdk:sub_1',
        organization_id: acme,
        customer_id: acme,
        plan: 'team',
        country: 'DE',
      },
    ]);
    const organizations = await server.owner.query('select external_id from organizations');
    expect(organizations.rows).toEqual([{ external_id: 'acme' }]);
  });

  it('takes items, discounts and currencies without cents', async () => {
    const items = [
      { amount: '1000', intervalCount: 2 },
      { amount: '10', quantity: 5, interval: 'week' },
    ];
    const discounts = [{ percentOff: 50 }, { amountOff: '60', endsAt: '2026-11-10T00:00:00Z' }];
    await tell(subscription({ amount: undefined, currency: 'jpy', items, discounts }));
    await runJobs(server);
    // 500 and 216.67 a month; half of it, without thirty until the tenth.
    expect(await movements()).toEqual(['new 328 jpy', 'expansion 30 jpy']);
  });

  it('changes nothing when it is sent again, and may come in any order', async () => {
    const story = [
      subscription(),
      subscription({ amount: '99.00', at: '2026-11-05T00:00:00Z' }),
      subscription({ amount: '99.00', status: 'canceled', at: '2026-11-09T00:00:00Z' }),
    ];
    await tell(...story.toReversed());
    await runJobs(server);
    const expected = ['new 49 eur', 'expansion 50 eur', 'churn -99 eur'];
    expect(await movements()).toEqual(expected);
    await tell(...story.slice(0, 2));
    await runJobs(server);
    expect(await movements()).toEqual(expected);
  });

  it('is what was told last, of several of one moment', async () => {
    await tell(subscription(), subscription({ amount: '20' }), subscription({ amount: '30' }));
    server.clock.advance({ seconds: 1 });
    await tell(subscription({ amount: '40' }));
    await runJobs(server);
    expect(await movements()).toEqual(['new 40 eur']);
    await tell(subscription({ amount: '50' }));
    await runJobs(server);
    expect(await movements()).toEqual(['new 50 eur']);
  });

  it('may be as large as it can be told, and holds nobody up', async () => {
    const price = { amount: '999999999.999999', quantity: 100_000, interval: 'day' };
    const items = Array.from({ length: 20 }, () => price);
    await tell(subscription({ id: 'huge', organizationId: 'huge', amount: undefined, items }));
    await tell(subscription());
    await runJobs(server);
    const { rows } = await server.owner.query(
      'select mrr_after::float8 as mrr from revenue_movements order by mrr',
    );
    expect(rows[0]).toEqual({ mrr: 49 });
    expect(rows[1].mrr / ((1e9 * 100_000 * 20 * 365) / 12)).toBeCloseTo(1, 6);
  });

  it('is told by the hundred', async () => {
    await tell(...Array.from({ length: 1_100 }, (_, id) => subscription({ id: `sub_${id}` })));
    await runJobs(server);
    const { rows } = await server.owner.query(
      `select mrr_after::float8 as mrr, (select count(*) from told_subscriptions) as waiting
       from revenue_movements`,
    );
    expect(rows).toEqual([{ mrr: 1_100 * 49, waiting: 0 }]);
  });

  it('is told to those who look at revenue, once it can be read', async () => {
    // What was announced before is told within a quarter of a second.
    await sleep(300);
    const heard: unknown[] = [];
    onTestFinished(
      server.changes.subscribe((news) => heard.push(...(news === 'everything' ? [news] : news))),
    );
    await tell(subscription());
    await runJobs(server);
    await vi.waitFor(() => expect(heard).toContain('revenue'), 5_000);
  });

  it.each([
    [{ amount: undefined }, 'needs one of amount and items'],
    [{ amount: 49 }, 'amount'],
    [{ currency: 'EUR' }, 'currency'],
    [{ discounts: [{}] }, 'discounts.0'],
    [{ startedAt: '0000-11-01T09:00:00Z' }, 'startedAt is before the year 1'],
    [{ at: '2026-11-21T10:06:00Z' }, 'at is more than five minutes ahead'],
  ])('is refused with %j, and its neighbours are not', async (wrong, why) => {
    const { body } = await sendBatch(server, key, [subscription(wrong), subscription()]);
    expect(body.accepted).toBe(1);
    expect(body.rejected).toMatchObject([{ index: 0, message: expect.stringContaining(why) }]);
  });
});
