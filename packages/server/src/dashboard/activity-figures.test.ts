import { Role, type Dashboard, type DashboardRange } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { activityFromRows, daysIn } from '../../test/figures/dashboard-from-rows.ts';
import { dayEdges } from '../../test/figures/day-edges.ts';
import { makeActivity, makeOrganization, makeUser } from '../../test/make.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const path = 'GET /api/v1/dashboard';

const show = async (
  server: TestServer,
  as: Credential,
  range: DashboardRange,
): Promise<Dashboard> => (await server.inject(path, { as, query: { range } })).body;

describe.each(dayEdges)('GET /api/v1/dashboard in %s', (timeZone, ...moments) => {
  let server: TestServer;
  let owner: Credential;

  beforeAll(async () => {
    server = await startTestServer({ now: '2026-11-21T12:00:00Z', timeZone });
    owner = await server.operator('owner');
    const organizations: string[] = [];
    for (const name of ['Acme', 'Globex', 'Initech'])
      organizations.push((await makeOrganization(server, { name })).id);
    const users: string[] = [];
    for (let index = 0; index < 30; index += 1) users.push((await makeUser(server)).id);
    // Without a pattern, but the same every time; some without user or organization.
    let seed = 42;
    const draw = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const end = Date.parse('2026-11-21T12:00:00Z');
    await makeActivity(
      server,
      Array.from({ length: 2_500 }, () => ({
        action: ['lead.created', 'task.created', 'credit.consumed'][draw(3)] ?? 'lead.created',
        organizationId: draw(6) === 0 ? null : (organizations[draw(3)] ?? null),
        userId: draw(8) === 0 ? null : (users[Math.min(draw(30), draw(30))] ?? null),
        createdAt: new Date(end - draw(90 * 86_400) * 1_000 - draw(1_000)),
      })),
    );
  });
  afterAll(() => server.close());

  describe.each(moments)('at %s', (moment) => {
    it.each<DashboardRange>(['1d', '7d', '30d'])(
      'has the figures of the rows for %s',
      async (range) => {
        server.clock.set(moment);
        const { asOf, kpis } = await show(server, owner, range);
        expect(kpis).toEqual(await activityFromRows(server.owner, { range, asOf, timeZone }));
        // A week at least, for one day alone draws no line.
        for (const { series } of kpis) expect(series).toHaveLength(Math.max(daysIn[range], 7));
      },
    );

    it('compares up to the same time of day', async () => {
      server.clock.set(moment);
      const { asOf, range, kpis } = await show(server, owner, '7d');
      expect([asOf, range.to]).toEqual(
        [moment, moment].map((text) => new Date(text).toISOString()),
      );
      const clocks = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' });
      expect(clocks.format(new Date(range.previousTo))).toBe(clocks.format(new Date(moment)));
      expect(clocks.format(new Date(range.from))).toBe('00:00:00');
      expect(clocks.format(new Date(range.previousFrom))).toBe('00:00:00');
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
      expect(kpis[0]?.series.at(-1)?.day).toBe(day.format(new Date(moment)));
      expect(kpis[0]?.series.at(0)?.day).toBe(day.format(new Date(range.from)));
    });
  });
});

describe('GET /api/v1/dashboard', () => {
  let server: TestServer;
  let owner: Credential;
  beforeAll(async () => {
    server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
    owner = await server.operator('owner');
  });
  afterAll(() => server.close());

  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it('refuses an unknown range', async () => {
    const answer = await server.inject(path, { as: owner, query: { range: '2d' } });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it('takes no ingest key', async () => {
    const answer = await server.inject(path, { as: await server.ingestKey() });
    expect(answer.status).toBe(401);
  });

  it('is for every role', async () => {
    for (const role of Role.options)
      expect((await server.inject(path, { as: await server.operator(role) })).status).toBe(200);
  });

  it('has zeros, and nothing to compare with, before anything happened', async () => {
    const { kpis } = await show(server, owner, '1d');
    expect(kpis).toEqual(
      ['active_users', 'active_organizations', 'actions'].map((metric) => ({
        metric,
        value: 0,
        previous: null,
        series: [15, 16, 17, 18, 19, 20, 21].map((day) => ({ day: `2026-11-${day}`, value: 0 })),
      })),
    );
  });

  it('shows today unless asked otherwise, and what came in just now', async () => {
    const acme = await makeOrganization(server);
    await makeActivity(server, [{ organizationId: acme.id, createdAt: '2026-11-21T09:59:59Z' }]);
    const { body } = await server.inject(path, { as: owner });
    expect(body.range).toEqual({
      from: '2026-11-21T00:00:00.000Z',
      to: '2026-11-21T10:00:00.000Z',
      previousFrom: '2026-11-20T00:00:00.000Z',
      previousTo: '2026-11-20T10:00:00.000Z',
    });
    expect(body.kpis.map(({ value }: { value: number }) => value)).toEqual([0, 1, 1]);
  });

  it('compares only with a period that is known whole', async () => {
    await makeActivity(server, [{ createdAt: '2026-11-20T15:00:00Z' }]);
    const previous = async (range: DashboardRange) =>
      (await show(server, owner, range)).kpis.map((kpi) => kpi.previous);
    // Yesterday's came after the time of day that it is now.
    expect(await previous('1d')).toEqual([0, 0, 0]);
    expect(await previous('7d')).toEqual([null, null, null]);
    await makeActivity(server, [{ createdAt: '2026-11-08T00:00:00Z' }]);
    expect(await previous('7d')).toEqual([0, 0, 1]);
    expect(await previous('30d')).toEqual([null, null, null]);
  });
});
