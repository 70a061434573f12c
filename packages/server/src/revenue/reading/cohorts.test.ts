import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import {
  rates,
  startRevenueServer,
  tellRevenue,
  timeZone,
  toTold,
} from '../../../test/figures/told-revenue.ts';
import type { TestServer } from '../../../test/server.ts';
import { createDatabase } from '../../platform/db/database.ts';
import { rebuildRevenue } from '../record-subscriptions.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T10:00:00Z');
  owner = await server.operator('owner');
});
afterAll(() => server.close());

const read = async () =>
  (await server.inject('GET /api/v1/revenue/cohorts', { as: owner })).body.cohorts as {
    month: string;
    started: number;
    paying: number[];
  }[];

/** Those in which anybody began. */
const known = async () => (await read()).filter(({ started }) => started > 0);

const cohortRows = async () =>
  (
    await server.owner.query(
      `select cohort::text, month::text, currency, customers from revenue_cohorts
       where customers <> 0 order by 1, 2, 3`,
    )
  ).rows;

describe('GET /api/v1/revenue/cohorts', () => {
  it('has twelve months, though nobody began', async () => {
    const cohorts = await read();
    expect(cohorts).toHaveLength(12);
    expect(cohorts[0]).toEqual({ month: '2025-12', started: 0, paying: Array(12).fill(0) });
    expect(cohorts.at(-1)).toEqual({ month: '2026-11', started: 0, paying: [0] });
  });

  it('counts who still pays at the end of each month, and who came back', async () => {
    const ends = (id: string, at: string) => toTold({ id, at, status: 'canceled' });
    await tellRevenue(server, [
      toTold({ id: 'too_old', at: '2025-11-30T12:00:00Z' }),
      // In Berlin it is September.
      toTold({ id: 'stays', at: '2026-08-31T22:30:00Z' }),
      toTold({ id: 'goes', at: '2026-09-10T00:00:00Z' }),
      ends('goes', '2026-10-10T00:00:00Z'),
      toTold({ id: 'returns', at: '2026-09-10T00:00:00Z' }),
      ends('returns', '2026-09-20T00:00:00Z'),
      toTold({ id: 'returns', at: '2026-11-02T00:00:00Z', cents: 500 }),
      toTold({ id: 'leaves_today', at: '2026-11-05T00:00:00Z' }),
      ends('leaves_today', '2026-11-21T09:59:00Z'),
      // Neither has happened yet.
      toTold({ id: 'will_leave', at: '2026-11-06T00:00:00Z', cancelAt: new Date('2026-11-25') }),
      toTold({ id: 'will_begin', at: '2026-11-22T00:00:00Z' }),
    ]);
    expect(await known()).toEqual([
      { month: '2026-09', started: 3, paying: [2, 1, 2] },
      { month: '2026-11', started: 2, paying: [1] },
    ]);
  });

  it('is what the movements come to', async () => {
    const { rows } = await server.owner.query(
      `select cohort::text, month::text, currency, sum(payers)::int as customers
       from (
         select currency, date_trunc('month', day)::date as month,
           date_trunc('month', min(day) over (partition by customer_id, currency))::date as cohort,
           case when mrr_before = 0 then 1 when mrr_after = 0 then -1 else 0 end as payers
         from revenue_movements
       ) as movement
       group by 1, 2, 3 having sum(payers) <> 0 order by 1, 2, 3`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(await cohortRows()).toEqual(rows);
  });

  it('is the same when movements are computed again, of one customer or all', async () => {
    const [cohorts, rows] = [await known(), await cohortRows()];
    await tellRevenue(server, [toTold({ id: 'stays', at: '2026-08-31T22:30:00Z' })]);
    expect(await cohortRows()).toEqual(rows);
    await createDatabase(server.owner)
      .transaction()
      .execute((tx) => rebuildRevenue(tx, { rates, timeZone }));
    expect(await cohortRows()).toEqual(rows);
    expect(await known()).toEqual(cohorts);
  });
});
