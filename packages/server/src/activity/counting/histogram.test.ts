import type { ActivityHistogram } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { makeActivity, makeOrganization, makeUser } from '../../../test/make.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../../test/server.ts';
import { chooseStep } from './grid.ts';

type Query = NonNullable<InjectOptions['query']>;
const path = 'GET /api/v1/activity/histogram';

interface World {
  readonly server: TestServer;
  readonly owner: Credential;
  readonly organizations: readonly string[];
  readonly user: string;
}

/** Actions at odd moments over 80 days, of three organizations and nobody's. */
const makeWorld = async (timeZone: string): Promise<World> => {
  const server = await startTestServer({ now: '2026-11-21T10:00:00Z', timeZone });
  const owner = await server.operator('owner');
  const made = [];
  for (const name of ['Acme', 'Globex', 'Initech'])
    made.push(await makeOrganization(server, { name }));
  const organizations = made.map(({ id }) => id);
  const user = await makeUser(server);
  const actions = ['lead.created', 'lead.deleted', 'task.created', 'credit.consumed'] as const;
  const end = server.clock.now().getTime();
  await makeActivity(
    server,
    Array.from({ length: 1_500 }, (_, index) => ({
      action: index % 11 === 0 ? 'user.login' : (actions[index % 4] ?? 'lead.created'),
      organizationId: index % 11 === 0 ? null : (organizations[index % 3] ?? null),
      userId: index % 5 === 0 ? user.id : null,
      resourceType: index % 2 === 0 ? 'lead' : 'task',
      // Dense towards the end, and on no round moment.
      createdAt: new Date(end - Math.floor(index ** 2 * 3_071.37)),
    })),
  );
  return { server, owner, organizations, user: user.id };
};

/** The same from the rows alone, by another formula. */
const countInRows = async (
  { server }: World,
  histogram: ActivityHistogram,
  range: { from: string; to: string },
  condition: string,
): Promise<Record<string, number>[]> => {
  const starts = histogram.buckets.map(({ at }) => at);
  const { rows } = await server.owner.query<{ bucket: number; category: string; n: number }>(
    `select width_bucket(created_at, $1::timestamptz[]) as bucket, category, count(*)::int as n
     from activity_log where created_at >= $2 and created_at < $3 and ${condition}
     group by 1, 2 order by 1, 2`,
    [starts, range.from, range.to],
  );
  const counts: Record<string, number>[] = starts.map(() => ({}));
  for (const { bucket, category, n } of rows) {
    const of = counts[bucket - 1];
    if (!of) throw new Error('a row lies before the first bucket');
    of[category] = n;
  }
  return counts;
};

const ranges = [
  ['an hour', '2026-11-21T08:31:17.123Z', '2026-11-21T09:31:17.122Z', 60],
  ['five hours', '2026-11-21T03:59:59.999Z', '2026-11-21T09:00:00.000Z', 300],
  ['a day', '2026-11-20T09:07:00.000Z', '2026-11-21T09:52:30.500Z', 900],
  ['a week', '2026-11-14T11:11:11.111Z', '2026-11-21T09:00:00.001Z', 3_600],
  ['ten days', '2026-11-10T23:30:00.000Z', '2026-11-21T03:00:00.000Z', 86_400],
  ['a change of clocks', '2026-10-17T12:34:56.789Z', '2026-11-03T01:02:03.004Z', 86_400],
  ['80 days', '2026-09-02T22:00:00.000Z', '2026-11-20T23:00:00.000Z', 86_400],
] as const;

describe.each(['Europe/Berlin', 'Asia/Kolkata', 'America/Havana', 'Atlantic/Azores'])(
  'GET /api/v1/activity/histogram in %s',
  (timeZone) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(timeZone);
    });
    afterAll(() => world.server.close());

    const get = async (query: Query): Promise<ActivityHistogram> =>
      (await world.server.inject(path, { as: world.owner, query })).body;

    describe.each(ranges)('of %s', (_, from, to, step) => {
      it.each<[string, (world: World) => { query: Query; condition: string }]>([
        ['all', () => ({ query: {}, condition: 'true' })],
        ['a prefix', () => ({ query: { action: 'lead.*' }, condition: `action like 'lead.%'` })],
        [
          'a category',
          () => ({
            query: { category: ['billing', 'auth'] },
            condition: `category in ('billing', 'auth')`,
          }),
        ],
        [
          'an organization',
          ({ organizations: [id = ''] }) => ({
            query: { organizationId: id },
            condition: `organization_id = '${id}'`,
          }),
        ],
        [
          'an action of an organization',
          ({ organizations: [, id = ''] }) => ({
            query: { organizationId: id, action: 'task.created' },
            condition: `organization_id = '${id}' and action = 'task.created'`,
          }),
        ],
        ['a user', ({ user }) => ({ query: { userId: user }, condition: `user_id = '${user}'` })],
        [
          'what is searched for',
          () => ({ query: { resourceType: 'task' }, condition: `resource_type = 'task'` }),
        ],
      ])('counts %s exactly', async (_, describeCase) => {
        const { query, condition } = describeCase(world);
        const histogram = await get({ ...query, from, to });
        const expected = await countInRows(world, histogram, { from, to }, condition);
        expect(histogram.buckets.map(({ counts }) => counts)).toEqual(expected);
        const total = expected
          .flatMap((counts) => Object.values(counts))
          .reduce((a, b) => a + b, 0);
        expect(histogram).toMatchObject({ total, complete: true });
        expect(histogram.buckets.length).toBeLessThanOrEqual(200);
        expect(Date.parse(histogram.buckets[0]?.at ?? '')).toBeLessThanOrEqual(Date.parse(from));
        expect(histogram.stepSeconds).toBeGreaterThanOrEqual(step);
      });
    });

    it('begins days where they begin in the reporting time zone', async () => {
      const { buckets } = await get({ from: '2026-10-17T12:00:00Z', to: '2026-11-05T12:00:00Z' });
      const local = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' });
      expect(new Set(buckets.map(({ at }) => local.format(new Date(at))))).toEqual(
        new Set(['00:00']),
      );
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
      const days = buckets.map(({ at }) => day.format(new Date(at)));
      expect(new Set(days).size).toBe(days.length);
      expect([days.at(0), days.at(-1)]).toEqual(['2026-10-17', '2026-11-05']);
    });
  },
);

describe('GET /api/v1/activity/histogram', () => {
  let server: TestServer;
  let owner: Credential;
  beforeAll(async () => {
    server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
    owner = await server.operator('owner');
  });
  afterAll(() => server.close());

  const week = { from: '2026-11-14T00:00:00Z', to: '2026-11-21T00:00:00Z' };
  const get = (query: Query, as = owner) => server.inject(path, { as, query });

  it('needs a session or a key', async () => {
    expect((await server.inject(path, { query: week })).status).toBe(401);
  });

  it.each<[string, Query]>([
    ['no range', {}],
    ['half a range', { from: week.from }],
    ['a time without a zone', { ...week, to: '2026-11-21' }],
    ['an unknown category', { ...week, category: 'leads' }],
  ])('refuses %s', async (_, query) => {
    expect((await get(query)).error?.code).toBe('invalid_request');
  });

  it('is for those who may read the log, and by address for those who may see addresses', async () => {
    expect((await get(week, await server.operator('finance'))).status).toBe(403);
    const support = await server.operator('support');
    expect((await get(week, support)).status).toBe(200);
    expect((await get({ ...week, ipAddress: '10.0.0.1' }, support)).error?.code).toBe('forbidden');
  });

  it('has empty buckets where nothing happened', async () => {
    const { body } = await get(week);
    expect(body).toMatchObject({ stepSeconds: 3_600, total: 0, complete: true });
    expect(body.buckets).toHaveLength(168);
    expect(body.buckets[0]).toEqual({ at: '2026-11-14T00:00:00.000Z', counts: {} });
  });

  it('has no buckets for a range turned round', async () => {
    const { body } = await get({ from: week.to, to: week.from });
    expect(body).toMatchObject({ buckets: [], total: 0, complete: true });
  });

  it('ends at the limits of what there can be', async () => {
    const { body } = await get({ from: '2020-01-01T00:00:00Z', to: '2036-01-01T00:00:00Z' });
    expect(body.buckets).toHaveLength(91);
    expect(body.buckets.at(-1).at).toBe('2026-11-21T00:00:00.000Z');
  });

  it('stops at 10,000 rows where it has to read them, the newest first', async () => {
    await server.owner.query(
      `insert into activity_log (created_at, received_at, id, user_id, action, category)
       select '2026-11-20'::timestamptz - n * interval '10 seconds', now(), gen_random_uuid(),
         '00000000-0000-7000-8000-000000000001', 'lead.created', 'lead'
       from generate_series(1, 12000) n`,
    );
    const { body } = await get({ ...week, userId: '00000000-0000-7000-8000-000000000001' });
    expect(body.complete).toBe(false);
    expect(body.total).toBeGreaterThanOrEqual(10_000);
    expect(body.total).toBeLessThan(10_010);
    const first = body.buckets.find(({ counts }: { counts: object }) => 'lead' in counts);
    expect(first.at > '2026-11-18T19').toBe(true);
  });
});

describe('chooseStep', () => {
  const hours = (count: number) => ({ from: new Date(0), to: new Date(count * 3_600_000) });

  it.each([
    [1, 60, 60],
    [3, 60, 60],
    [3.5, 60, 300],
    [24, 60, 900],
    [24, 900, 900],
    [24, 3_600, 3_600],
    [199, 900, 3_600],
    [200, 900, 86_400],
    [90 * 24, 60, 86_400],
  ])('for %d hours, no finer than %d s, is %d s', (count, finest, step) => {
    expect(chooseStep(hours(count), finest)).toBe(step);
  });
});
