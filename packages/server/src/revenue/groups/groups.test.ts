import { RevenueRange, type RevenueGroup, type RevenueGroups } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import {
  readRevenue,
  startRevenueServer,
  tellRevenue,
  toTold,
  type WantedSubscription,
} from '../../../test/figures/told-revenue.ts';
import { readAudit } from '../../../test/read-audit.ts';
import type { TestServer } from '../../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T12:00:00Z');
  owner = await server.operator('owner');
});
afterAll(() => server.close());

const ask = async (query: object, as: Credential | undefined = owner) =>
  server.inject('GET /api/v1/revenue/groups', { ...(as && { as }), query: { ...query } });
const read = async (query: object): Promise<RevenueGroups> => (await ask(query)).body;

const placed = (
  plan: string | undefined,
  country: string | undefined,
  wanted: WantedSubscription,
) => ({ ...toTold(wanted), plan, country });
const before = '2026-09-10T00:00:00Z';
const at = '2026-11-01T00:00:00Z';

it('is for those who may see revenue', async () => {
  expect((await server.inject('GET /api/v1/revenue/groups?by=plan')).status).toBe(401);
  expect((await ask({ by: 'plan' }, await server.operator('support'))).status).toBe(403);
  expect(await read({ by: 'plan' })).toMatchObject({ currency: 'eur', groups: [] });
});

it('asks what to split by', async () => {
  expect((await ask({})).error?.code).toBe('invalid_request');
});

describe('with customers', () => {
  beforeAll(() =>
    tellRevenue(server, [
      placed('solo', 'DE', { id: 'a', at: before, cents: 600 }),
      // Moved to another plan, and takes its past along.
      placed('team', 'DE', { id: 'a', at, cents: 2_000 }),
      placed('team', 'FR', { id: 'b', at, cents: 1_000, currency: 'usd' }),
      placed('solo', undefined, { id: 'c', at, cents: 500 }),
      // Several of both.
      placed('solo', 'DE', { id: 'd1', customerId: 'd', at, cents: 700 }),
      placed('team', 'FR', { id: 'd2', customerId: 'd', at, cents: 900 }),
      placed(undefined, undefined, { id: 'e', at, cents: 300 }),
      // Without a rate.
      placed('solo', 'SE', { id: 'f', at, cents: 400, currency: 'sek' }),
      placed('team', 'DE', { id: 'gone', at: before, cents: 9_900 }),
      placed('team', 'DE', { id: 'gone', at: '2026-11-10T00:00:00Z', status: 'canceled' }),
      // What runs says the plan, not what ended.
      placed('team', 'DE', { id: 'h1', customerId: 'h', at: before, status: 'canceled' }),
      placed('solo', 'DE', { id: 'h2', customerId: 'h', at, cents: 100 }),
      // Began a month ago, later in the day: not yet so then.
      placed('crew', 'AT', { id: 'k', at: '2026-10-21T20:00:00Z', cents: 200 }),
      // Leaves this evening, and next month: not yet so.
      placed('solo', 'FR', {
        id: 'i',
        at: before,
        cents: 800,
        cancelAt: new Date('2026-11-21T20:00:00Z'),
      }),
      placed('solo', 'FR', {
        id: 'j',
        at: before,
        cents: 900,
        cancelAt: new Date('2026-12-24T00:00:00Z'),
      }),
    ]),
  );

  it('by plan, with what moved each', async () => {
    const { groups, from, to } = await read({ by: 'plan', range: 'mtd' });
    expect([from, to]).toEqual(['2026-11-01', '2026-11-21']);
    expect(
      groups.map(({ value, kind, currency, start, movements, mrr, subscribers }) => [
        value ?? kind,
        currency,
        start,
        movements.new,
        movements.expansion,
        movements.churn,
        mrr,
        subscribers,
      ]),
    ).toEqual([
      ['team', 'eur', '105', '9.14', '14', '-99', '29.14', 2],
      ['solo', 'eur', '17', '6', '0', '0', '23', 4],
      ['several', 'eur', '0', '16', '0', '0', '16', 1],
      ['unknown', 'eur', '0', '3', '0', '0', '3', 1],
      ['crew', 'eur', '2', '0', '0', '0', '2', 1],
      ['solo', 'sek', '0', '4', '0', '0', '4', 1],
    ]);
  });

  it('by country', async () => {
    const { groups } = await read({ by: 'country' });
    expect(groups.map(({ value, kind, mrr }) => [value ?? kind, mrr])).toEqual([
      ['FR', '26.14'],
      ['DE', '21'],
      ['several', '16'],
      ['unknown', '8'],
      ['AT', '2'],
      ['SE', '4'],
    ]);
  });

  it('beside what they had at the same time of the period before', async () => {
    const { groups } = await read({ by: 'plan', range: 'mtd' });
    const inEuro = groups.filter(({ currency }) => currency === 'eur');
    expect(inEuro.map(({ value, kind, previous }) => [value ?? kind, previous])).toEqual([
      ['team', { mrr: '105', subscribers: 2 }],
      ['solo', { mrr: '17', subscribers: 2 }],
      ['several', { mrr: '0', subscribers: 0 }],
      ['unknown', { mrr: '0', subscribers: 0 }],
      ['crew', { mrr: '0', subscribers: 0 }],
    ]);
  });

  it.each(
    RevenueRange.options.flatMap((range) => [
      ['plan', range] as const,
      ['country', range] as const,
    ]),
  )('groups by %s of %s add up to the whole', async (by, range) => {
    const { groups } = await read({ by, range });
    const { movements, current, previous } = await readRevenue(server, owner, range);
    const ours = groups.filter(({ currency }) => currency === 'eur');
    const sumOf = (amountOf: (group: RevenueGroup) => string): string =>
      ours.reduce((sum, group) => sum + Number(amountOf(group)), 0).toFixed(2);
    expect(sumOf(({ start }) => start)).toBe(Number(movements.start).toFixed(2));
    expect(sumOf(({ mrr }) => mrr)).toBe(Number(current.mrr).toFixed(2));
    const were = groups.flatMap((group) => group.previous ?? []);
    expect(were).toHaveLength(previous ? groups.length : 0);
    if (previous) {
      expect(sumOf((group) => group.previous?.mrr ?? '0')).toBe(Number(previous.mrr).toFixed(2));
      expect(were.reduce((sum, { subscribers }) => sum + subscribers, 0)).toBe(
        previous.subscribers,
      );
    }
    for (const { kind, amount } of movements.kinds)
      expect(
        sumOf((group) => group.movements[kind]),
        kind,
      ).toBe(Number(amount).toFixed(2));
    expect(groups.reduce((sum, { subscribers }) => sum + subscribers, 0)).toBe(current.subscribers);
  });

  it('is a file, too, and in the audit log', async () => {
    const answer = await server.inject('GET /api/v1/revenue/groups/export', {
      as: owner,
      query: { by: 'country', range: '30d' },
    });
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="mrr-by-country-2026-10-23-to-2026-11-21.csv"',
    );
    const [header, ...lines] = answer.text.trimEnd().split('\r\n');
    expect(header).toBe(
      'country,known,currency,start,new,expansion,reactivation,contraction,churn,mrr,subscribers,previous_mrr,previous_subscribers',
    );
    expect(lines).toHaveLength(6);
    expect(lines).toContain('DE,one,eur,105,1,14,0,0,-99,21,2,105,2');
    expect((await readAudit(server, 'revenue_groups.exported')).at(-1)).toMatchObject({
      actor_id: owner.id,
      after: { by: 'country', range: '30d', rows: 6, complete: true },
    });
  });
});
