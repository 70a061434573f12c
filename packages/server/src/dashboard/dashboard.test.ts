import type { Activity, Dashboard, DashboardRange } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { makeActivity, makeOrganization, makeUser } from '../../test/make.ts';
import { makeManyActivities } from '../../test/many-activities.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Caller } from '../access/caller.ts';
import { createLogger } from '../platform/log.ts';
import { createDashboard } from './dashboard.ts';

const path = 'GET /api/v1/dashboard';

const show = async (
  server: TestServer,
  as: Credential,
  range: DashboardRange,
): Promise<Dashboard> => (await server.inject(path, { as, query: { range } })).body;

const daysIn: Record<DashboardRange, number> = { '1d': 1, '7d': 7, '30d': 30 };

/** The same figures from the rows alone, day for day of the zone. */
const countInRows = async (
  server: TestServer,
  timeZone: string,
  range: { firstDay: number; lastDay: number; to: string },
) => {
  const { rows } = await server.owner.query<Record<string, number>>(
    `with r as (
       select *, (created_at at time zone $1)::date as day from activity_log where created_at < $4
     ), today as (select ($5::timestamptz at time zone $1)::date as day)
     select count(distinct user_id)::int as active_users,
       count(distinct organization_id)::int as active_organizations, count(*)::int as actions
     from r, today where r.day between today.day - $2::int and today.day - $3::int`,
    [timeZone, range.firstDay, range.lastDay, range.to, server.clock.now()],
  );
  return rows[0];
};

/** Moments at which a day is short, long, hardly begun or nearly over. */
const zones: readonly (readonly [timeZone: string, ...moments: string[]])[] = [
  [
    'Europe/Berlin',
    '2026-10-25T00:30:00.000Z', // 02:30, for the first time
    '2026-10-25T01:30:00.000Z', // 02:30, again
    '2026-10-25T22:59:59.999Z',
    '2026-10-26T09:07:13.123Z', // the day after the long one
    '2026-11-01T23:00:00.000Z', // midnight
    '2026-11-21T10:00:00.001Z',
  ],
  ['Asia/Kolkata', '2026-11-20T18:30:00.000Z', '2026-11-20T18:30:59.000Z', '2026-11-21T09:17:00Z'],
  [
    'America/Havana',
    '2026-11-01T04:30:00.000Z',
    '2026-11-01T05:30:00.000Z',
    '2026-11-02T05:10:00Z',
  ],
  ['Pacific/Apia', '2026-11-21T09:59:00.000Z', '2026-11-21T10:00:30.000Z'],
];

describe.each(zones)('GET /api/v1/dashboard in %s', (timeZone, ...moments) => {
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
        const shown = await show(server, owner, range);
        const count = daysIn[range];
        const current = await countInRows(server, timeZone, {
          firstDay: count - 1,
          lastDay: 0,
          to: shown.range.to,
        });
        const previous = await countInRows(server, timeZone, {
          firstDay: 2 * count - 1,
          lastDay: count,
          to: shown.range.previousTo,
        });
        expect(Object.fromEntries(shown.kpis.map((kpi) => [kpi.metric, kpi.value]))).toEqual(
          current,
        );
        expect(Object.fromEntries(shown.kpis.map((kpi) => [kpi.metric, kpi.previous]))).toEqual(
          previous,
        );
        for (const { metric, series } of shown.kpis) {
          // A week at least, for one day alone draws no line.
          expect(series).toHaveLength(Math.max(count, 7));
          for (const [index, { value }] of series.entries()) {
            const back = series.length - 1 - index;
            const day = { firstDay: back, lastDay: back, to: shown.range.to };
            expect(value).toBe((await countInRows(server, timeZone, day))?.[metric]);
          }
        }
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

  it('takes no ingest key; every role may see it', async () => {
    const answer = await server.inject(path, { as: await server.ingestKey() });
    expect(answer.status).toBe(401);
  });

  it('has zeros, and nothing to compare with, before anything happened', async () => {
    const { kpis, recentActions } = await show(server, owner, '1d');
    expect(kpis).toEqual(
      ['active_users', 'active_organizations', 'actions'].map((metric) => ({
        metric,
        value: 0,
        previous: null,
        series: [15, 16, 17, 18, 19, 20, 21].map((day) => ({ day: `2026-11-${day}`, value: 0 })),
      })),
    );
    expect(recentActions).toEqual([]);
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

  it('lists the last ten actions for those who may read the log', async () => {
    await makeActivity(
      server,
      Array.from({ length: 12 }, (_, index) => ({
        action: `step.number_${index}`,
        ipAddress: '203.0.113.7',
        createdAt: new Date(Date.UTC(2026, 10, 21, 9, 59, 59, 500 + index)),
      })),
    );
    const actionsOf = (items: readonly Activity[]) => items.map(({ action }) => action);
    const { recentActions } = await show(server, owner, '7d');
    expect(recentActions).toHaveLength(10);
    expect(actionsOf(recentActions)[0]).toBe('step.number_11');
    expect(recentActions[0]?.ipAddress).toBe('203.0.113.7');

    const viewer = await show(server, await server.operator('viewer'), '7d');
    expect(actionsOf(viewer.recentActions)).toEqual(actionsOf(recentActions));
    expect(viewer.recentActions[0]?.ipAddress).toBe('203.0.113.•••');

    const finance = await show(server, await server.operator('finance'), '7d');
    expect(finance.recentActions).toEqual([]);
    expect(finance.kpis).toEqual(viewer.kpis);
  });
});

describe('the queries of the dashboard', () => {
  const caller: Caller = {
    kind: 'operator',
    id: '01900000-0000-7000-8000-000000000001',
    label: 'plans',
    role: 'viewer',
    permissions: new Set(['activity.read']),
    session: undefined,
  };

  it('read rollups by their indexes, and of the log a page and the edges', async () => {
    const timeZone = 'Europe/Berlin';
    const server = await startTestServer({ now: '2026-11-21T09:57:13.123Z', timeZone });
    const before = server.clock.now();
    await makeManyActivities(server.owner, { rows: 60_000, days: 90, before, timeZone });
    const { clock } = server;
    const log = createLogger({ level: 'silent' });
    const queries = await explainQueries(server.urls.app, (db) =>
      createDashboard({ db, clock, log, product: {}, reportingTimeZone: timeZone })('30d', caller),
    );
    // Two for the calendar, three for each of who was active, two for actions, the first day, the page.
    expect(queries).toHaveLength(12);
    for (const query of queries) {
      expect(query.touched['activity_log'] ?? 0).toBeLessThan(200);
      expect(query.scanned).not.toContain('activity_log');
      expect(query.scanned).not.toContain('active_users_daily');
      if ('active_users_daily' in query.touched)
        expect(query.indexes[0]).toMatch(/^active_users_daily_day_/);
    }
    await server.close();
  }, 60_000);
});
