import type { RevenueByPlan } from '@taffrail/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import {
  readRevenue,
  startRevenueServer,
  tellRevenue,
  toTold,
  type WantedSubscription,
} from '../../../test/figures/told-revenue.ts';
import type { TestServer } from '../../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T12:00:00Z');
  owner = await server.operator('owner');
});
afterAll(() => server.close());

const ask = async (as?: Credential) =>
  server.inject('GET /api/v1/revenue/by-plan', { ...(as && { as }) });
const planned = (plan: string | undefined, wanted: WantedSubscription) => ({
  ...toTold(wanted),
  plan,
});
const at = '2026-11-01T00:00:00Z';

it('is for those who may see revenue', async () => {
  expect((await ask()).status).toBe(401);
  expect((await ask(await server.operator('support'))).status).toBe(403);
  expect((await ask(owner)).body).toMatchObject({ currency: 'eur', plans: [] });
});

it('adds up to the MRR of today, those with several plans apart', async () => {
  await tellRevenue(server, [
    planned('team', { id: 'a', at, cents: 2_000 }),
    planned('team', { id: 'b', at, cents: 1_000, currency: 'usd' }),
    planned('solo', { id: 'c', at, cents: 500 }),
    planned('solo', { id: 'd1', customerId: 'd', at, cents: 700 }),
    planned('team', { id: 'd2', customerId: 'd', at, cents: 900 }),
    planned(undefined, { id: 'e', at, cents: 300 }),
    planned('solo', { id: 'f', at, cents: 400, currency: 'sek' }),
    planned('team', { id: 'gone', at, cents: 9_900 }),
    planned('team', { id: 'gone', at: '2026-11-10T00:00:00Z', status: 'canceled' }),
    // Nobody pays twice: what ended counts for nothing beside what goes on.
    planned('team', { id: 'h1', customerId: 'h', at, status: 'canceled' }),
    planned('solo', { id: 'h2', customerId: 'h', at, cents: 100 }),
  ]);
  const { plans } = (await ask(owner)).body as RevenueByPlan;
  expect(
    plans.map(({ plan, kind, currency, mrr, subscribers }) => [
      plan ?? kind,
      currency,
      mrr,
      subscribers,
    ]),
  ).toEqual([
    ['team', 'eur', '29.14', 2],
    ['several', 'eur', '16', 1],
    ['solo', 'eur', '6', 2],
    ['unknown', 'eur', '3', 1],
    ['solo', 'sek', '4', 1],
  ]);
  const { current } = await readRevenue(server, owner);
  const sum = plans
    .filter(({ currency }) => currency === 'eur')
    .reduce((total, { mrr }) => total + Number(mrr), 0);
  expect(sum.toFixed(2)).toBe(Number(current.mrr).toFixed(2));
});
