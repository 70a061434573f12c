import { Role } from '@taffrail/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import {
  readRevenue,
  startRevenueServer,
  tellRevenue,
  toTold,
} from '../../../test/figures/told-revenue.ts';
import { makeOrganization } from '../../../test/make.ts';
import type { TestServer } from '../../../test/server.ts';

const path = 'GET /api/v1/revenue';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T10:00:00Z');
  owner = await server.operator('owner');
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const table of ['revenue_movements', 'revenue_daily', 'subscriptions'])
    await server.owner.query(`delete from ${table}`);
});

describe('GET /api/v1/revenue', () => {
  it('is for those who may see revenue', async () => {
    expect((await server.inject(path)).status).toBe(401);
    expect((await server.inject(path, { as: await server.ingestKey() })).status).toBe(401);
    const may = async (role: Role): Promise<boolean> =>
      (await server.inject(path, { as: await server.operator(role) })).status === 200;
    for (const role of Role.options)
      expect.soft(await may(role), role).toBe(['owner', 'operator', 'finance'].includes(role));
  });

  it('refuses an unknown range', async () => {
    const answer = await server.inject(path, { as: owner, query: { range: '7d' } });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it('is empty, and says so, before anybody told of a subscription', async () => {
    const { body } = await server.inject(path, { as: owner });
    expect(body).toMatchObject({
      currency: 'eur',
      isConnected: false,
      since: null,
      reconstructedUntil: null,
      previous: null,
      newThisMonth: { value: 0, previous: null },
      unconverted: [],
      trialsEnding: { count: 0, next: [] },
      leaving: { count: 0, next: [], amount: '0' },
      range: {
        from: '2026-11-01',
        to: '2026-11-21',
        previousFrom: '2026-10-01',
        previousTo: '2026-10-21',
      },
    });
    expect(body.current).toEqual({
      mrr: '0',
      subscribers: 0,
      arpu: null,
      newSubscribers: 0,
      cancelled: 0,
      activeAtStart: 0,
      churnRate: null,
    });
  });

  it('counts today up to now, and the day it is compared with up to the same time', async () => {
    await tellRevenue(server, [
      toTold({ id: 'first', at: '2026-09-30T12:00:00Z' }),
      // Eleven o'clock in Berlin, in summer and in winter.
      toTold({ id: 'before', at: '2026-10-21T09:00:00Z', cents: 200 }),
      toTold({ id: 'too_late', at: '2026-10-21T09:00:01Z', cents: 400 }),
      toTold({ id: 'now', at: '2026-11-21T10:00:00Z', cents: 1_600 }),
      toTold({ id: 'soon', at: '2026-11-21T10:00:01Z', cents: 3_200 }),
    ]);
    const { current, previous, newThisMonth, months } = await readRevenue(server, owner);
    expect([previous?.mrr, previous?.subscribers]).toEqual(['12', 2]);
    expect([current.mrr, current.subscribers]).toEqual(['32', 4]);
    expect(newThisMonth).toEqual({ value: 1, previous: 1 });
    expect(months.slice(-3).map(({ mrr }) => mrr)).toEqual(['10', '16', '32']);
  });

  it('compares only with a period that is known whole', async () => {
    await tellRevenue(server, [toTold({ id: 'a', at: '2026-10-15T00:00:00Z' })]);
    expect((await readRevenue(server, owner)).previous).toBeNull();
    await tellRevenue(server, [toTold({ id: 'b', at: '2026-10-01T00:00:00Z' })]);
    expect((await readRevenue(server, owner)).previous?.subscribers).toBe(2);
  });

  it('shows who leaves, what goes with them, and which trials end within a week', async () => {
    const acme = await makeOrganization(server, { name: 'Acme' });
    const at = '2026-10-01T00:00:00Z';
    const day = (date: number) => new Date(Date.UTC(2026, 10, date));
    await tellRevenue(server, [
      toTold({ id: 'leaves', at, organizationId: acme.id, cancelAt: day(30), cents: 4_900 }),
      ...[22, 23, 24, 25, 26].map((date) => toTold({ id: `l${date}`, at, cancelAt: day(date) })),
      toTold({ id: 'left', at, cancelAt: day(20) }),
      toTold({ id: 'ended', at, cancelAt: day(29), endedAt: day(19), status: 'canceled' }),
      toTold({ id: 'ends', at, organizationId: acme.id, status: 'trialing', trialEndsAt: day(28) }),
      toTold({ id: 'later', at, status: 'trialing', trialEndsAt: day(29) }),
      toTold({ id: 'over', at, status: 'trialing', trialEndsAt: day(20) }),
    ]);
    const { leaving, trialsEnding } = await readRevenue(server, owner);
    expect(leaving).toMatchObject({ count: 6, amount: '-99' });
    expect(leaving.next.map((one) => one.at)).toEqual(
      [22, 23, 24, 25, 26].map((date) => day(date).toISOString()),
    );
    expect(trialsEnding).toEqual({
      count: 1,
      next: [
        {
          subscriptionId: expect.any(String),
          organizationId: acme.id,
          organizationName: 'Acme',
          plan: 'team',
          at: '2026-11-28T00:00:00.000Z',
        },
      ],
    });
  });

  it('says up to when the history was concluded, not seen', async () => {
    const told = toTold({ id: 'a', at: '2026-03-05T12:00:00Z', isReconstructed: true });
    await tellRevenue(server, [
      told,
      toTold({ id: 'a', at: '2026-07-01T00:00:00Z', cents: 1_500 }),
    ]);
    const { since, reconstructedUntil } = await readRevenue(server, owner, 'ytd');
    expect([since, reconstructedUntil]).toEqual(['2026-03-05', '2026-03-05']);
  });
});
