import { LogLevel, type SystemLogHistogram } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { explainQueries } from '../../../test/explain.ts';
import { findRollupDrift } from '../../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { countLogsOverTime } from './histogram.ts';

const path = 'GET /api/v1/system-logs/histogram';
const now = Date.parse('2026-11-21T10:07:13Z');
const timeZone = 'Asia/Kathmandu';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Without a pattern, but the same every time. */
const createDraw = (seed: number) => {
  let last = seed;
  return (below: number): number => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((last / 2_147_483_648) * below);
  };
};

describe('GET /api/v1/system-logs/histogram', () => {
  let server: TestServer;
  let viewer: Credential;
  beforeAll(async () => {
    server = await startTestServer({ now: new Date(now).toISOString(), timeZone });
    viewer = await server.operator('viewer');
    const key = await server.ingestKey();
    const draw = createDraw(11);
    await sendBatch(
      server,
      key,
      Array.from({ length: 2_000 }, (_, index) => ({
        kind: 'log',
        level: LogLevel.options[draw(3)] ?? 'info',
        source: `job ${draw(4)}`,
        message: `Message ${draw(7)}`,
        createdAt: new Date(now - draw(index % 2 === 0 ? 89 * dayMs : 5 * hourMs)).toISOString(),
      })),
    );
    await server.owner.query(`
      insert into system_logs (created_at, received_at, id, level, source, message)
      values ('2026-11-21T10:00:00Z', now(), gen_random_uuid(), 'error', 'taffrail', 'Own')`);
    await server.owner.query(`
      insert into system_logs_quarter_hourly (bucket, level, is_own, count)
      values ('2026-11-21T10:00:00Z', 'error', true, 1)`);
    await server.owner.query(`
      insert into system_logs_daily (day, level, is_own, count)
      values ('2026-11-21', 'error', true, 1)`);
  });
  afterAll(() => server.close());

  const ask = async (query: Record<string, string>): Promise<SystemLogHistogram> =>
    (await server.inject(path, { as: viewer, query })).body;

  /** What the rows alone say, each in the last bucket that begins no later. */
  const fromRows = async (
    { from, to, ...filter }: Record<string, string>,
    starts: readonly string[],
  ): Promise<readonly Record<string, number>[]> => {
    const { rows } = await server.owner.query<{ at: Date; level: string }>(
      `select created_at as at, level from system_logs
       where created_at >= $1 and created_at < $2 and ($3::text is null or level = $3)
         and ($4::text is null or source = $4) and ($5::text is null or message like '%' || $5)
         and ($6::text is null or (source = 'taffrail') = ($6 = 'taffrail'))`,
      [from, to, filter['level'], filter['source'], filter['q'], filter['writtenBy']],
    );
    const counts = starts.map((): Record<string, number> => ({}));
    for (const { at, level } of rows) {
      const bucket = counts[starts.findLastIndex((start) => start <= at.toISOString())];
      if (bucket) bucket[level] = (bucket[level] ?? 0) + 1;
    }
    return counts;
  };

  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it.each([{}, { from: '2026-11-21T00:00:00Z' }, { from: 'x', to: 'y' }])(
    'refuses %j',
    async (query) => {
      const answer = await server.inject(path, { as: viewer, query });
      expect(answer.error?.code).toBe('invalid_request');
    },
  );

  it('is for those who may see operations', async () => {
    const answer = await server.inject(path, {
      as: await server.operator('finance'),
      query: { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' },
    });
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  const filters = [
    {},
    { level: 'error' },
    { writtenBy: 'product' },
    { writtenBy: 'taffrail' },
    { level: 'error', writtenBy: 'product' },
    { source: 'job 2' },
    { source: 'job 2', level: 'info' },
    { q: 'Message 3' },
  ];
  const ranges: readonly (readonly [string, number, number])[] = [
    ['40 minutes', 40 * 60_000, 60],
    ['5 hours', 5 * hourMs + 123_456, 300],
    ['2 days', 2 * dayMs + 7_000, 900],
    ['8 days', 8 * dayMs, 3_600],
    ['80 days', 80 * dayMs, 86_400],
  ];
  describe.each(ranges)('over %s', (_, lengthMs, stepSeconds) => {
    const range = {
      from: new Date(now - lengthMs).toISOString(),
      to: new Date(now - 61_500).toISOString(),
    };
    it.each(filters)('counts what the rows are, filtered by %j', async (filter) => {
      const given = await ask({ ...range, ...filter });
      const starts = given.buckets.map(({ at }) => at);
      const counts = await fromRows({ ...range, ...filter }, starts);
      expect(given.buckets.map((bucket) => bucket.counts)).toEqual(counts);
      const total = counts.flatMap((of) => Object.values(of)).reduce((sum, each) => sum + each, 0);
      expect(given).toMatchObject({ stepSeconds, total, complete: true });
    });
  });

  it('has rollups that agree with the rows', async () => {
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });

  it('ends at the limit of what is kept, and soon after now', async () => {
    const { buckets } = await ask({ from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' });
    expect(buckets.length).toBeLessThanOrEqual(92);
  });
});

describe('counting a long log', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ now: new Date(now).toISOString() });
    await server.owner.query(
      `insert into system_logs (created_at, received_at, id, level, source, message)
       select $1::timestamptz - n * interval '1 minute', $1, gen_random_uuid(),
         case when n % 10 = 0 then 'error' else 'info' end, 'source ' || case when n % 2 = 0 then 0 else n % 30 end,
         'hay ' || n
       from generate_series(1, 60000) as n`,
      [new Date(now)],
    );
    await server.owner.query(
      `insert into system_logs_quarter_hourly (bucket, level, is_own, count)
       select date_bin('15 minutes', created_at, 'epoch'), level, false, count(*)
       from system_logs group by 1, 2`,
    );
    await server.owner.query('vacuum analyze');
  });
  afterAll(() => server.close());

  const count = (filter: Record<string, string>, days: number) => {
    const from = new Date(now - days * dayMs).toISOString();
    const asked = { ...filter, from, to: new Date(now).toISOString() };
    return (db: TestServer['db']) =>
      countLogsOverTime({ db, clock: server.clock, reportingTimeZone: 'UTC' }, asked);
  };

  it.each([
    [{}, 7, 800],
    [{ level: 'error' }, 7, 800],
    [{}, 0.2, 400],
    [{ source: 'source 7' }, 30, 2_000],
  ])('filtered by %j looks at no more than it must', async (filter, days, most) => {
    const queries = await explainQueries(server.urls.app, count(filter, days));
    for (const { scanned, touched } of queries) {
      expect(scanned).not.toContain('system_logs');
      expect(touched['system_logs'] ?? 0).toBeLessThanOrEqual(most);
    }
  });

  it('stops where it has counted enough, and says so', async () => {
    const { total, complete } = await count({ source: 'source 0' }, 60)(server.db);
    expect([total, complete]).toEqual([10_000, false]);
  });
});
