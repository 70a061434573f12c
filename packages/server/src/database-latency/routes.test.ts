import type { DatabaseLatency, ProbedDatabase, ProbeFailure } from '@taffrail/contract';
import { DatabaseLatencyQuery } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { latencyBucket } from '../platform/latency-histogram.ts';
import { readDatabaseLatency } from './database-latency.ts';
import { recordRound } from './rounds.store.ts';

let server: TestServer;
let viewer: Credential;

const start = async (timeZone = 'UTC'): Promise<void> => {
  server = await startTestServer({ now: '2026-11-21T10:07:30Z', timeZone });
  viewer = await server.apiKey('viewer');
};

const get = (query: Record<string, string> = {}, as: Credential = viewer) =>
  server.inject('GET /api/v1/database-latency', { as, query });

const read = async (query: Record<string, string> = {}): Promise<DatabaseLatency> =>
  (await get(query)).body as DatabaseLatency;

interface Round {
  readonly at: string;
  readonly database?: ProbedDatabase;
  /** Milliseconds, each a probe that was answered. */
  readonly took?: readonly number[];
  readonly failures?: number;
  readonly failure?: ProbeFailure;
}

const record = async (...rounds: readonly Round[]): Promise<void> => {
  for (const { at, database = 'console', took = [], failures = 0, failure = null } of rounds) {
    const counts = new Map<number, number>();
    for (const ms of took) {
      const bucket = latencyBucket(ms);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    const round = { counts, failures, failure, error: undefined };
    await recordRound(server.owner, new Date(at), database, round);
  }
};

const nothing = {
  probes: 0,
  failures: 0,
  failureRate: null,
  p50Ms: null,
  p95Ms: null,
  p99Ms: null,
};

describe('GET /api/v1/database-latency', () => {
  beforeAll(() => start());
  afterAll(() => server.close());

  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/database-latency')).status).toBe(401);
  });

  it.each([
    ['a time without a zone', { from: '2026-11-21T10:00:00' }],
    ['a range that ends before it begins', { from: '2026-11-22T10:00:00Z' }],
    ['a range of years', { from: '2024-11-21T10:00:00Z' }],
    ['a comparison that does not exist', { compare: 'dow' }],
  ])('refuses %s', async (_, query) => {
    expect((await get(query)).error?.code).toBe('invalid_request');
  });

  it('is for those who may see operations', async () => {
    const answer = await get({}, await server.operator('finance'));
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('answers before the first probe: nothing known, not zero', async () => {
    const answer = await read();
    expect(answer).toMatchObject({
      asOf: '2026-11-21T10:07:30.000Z',
      range: { from: '2026-11-20T10:07:00.000Z', to: '2026-11-21T10:08:00.000Z' },
      stepSeconds: 900,
      databases: [
        { database: 'console', state: 'no_data', lastProbedAt: null, totals: nothing },
        { database: 'product', state: 'not_configured', lastProbedAt: null, totals: nothing },
      ],
    });
    const [ofConsole] = answer.databases;
    expect(ofConsole?.series).toHaveLength(97);
    expect(ofConsole?.series[0]).toEqual({ at: '2026-11-20T10:00:00.000Z', ...nothing });
  });

  it('adds up what was probed, by database, and compares with the time before', async () => {
    await record(
      { at: '2026-11-21T10:05:10Z', took: [1, 2, 3, 40], failures: 1, failure: 'timed_out' },
      { at: '2026-11-21T10:06:20Z', took: [2, 2, 2, 2, 2] },
      { at: '2026-11-21T10:06:20Z', database: 'product', took: [7] },
      { at: '2026-11-20T09:00:00Z', took: [5, 5], failures: 2 },
    );
    const answer = await read({ from: '2026-11-20T10:07:00Z' });
    const [ofConsole, ofProduct] = answer.databases;
    expect(ofConsole).toMatchObject({
      state: 'ok',
      failure: null,
      lastProbedAt: '2026-11-21T10:06:00.000Z',
      totals: { probes: 10, failures: 1, failureRate: 0.1 },
      previousTotals: { probes: 4, failures: 2, failureRate: 0.5 },
    });
    const { totals } = ofConsole ?? {};
    expect([totals?.p50Ms, totals?.p95Ms, totals?.p99Ms]).toEqual([
      expect.closeTo(2, 1),
      expect.closeTo(40, 0),
      expect.closeTo(40, 0),
    ]);
    expect(ofConsole?.series.at(-1)).toMatchObject({ at: '2026-11-21T10:00:00.000Z', probes: 10 });
    const before = ofConsole?.previousSeries?.filter(({ probes }) => probes > 0);
    expect(before).toMatchObject([{ at: '2026-11-20T09:00:00.000Z', probes: 4 }]);
    expect(ofProduct?.totals).toMatchObject({ probes: 1, p50Ms: expect.closeTo(7, 0) });
    // Of a database that was configured once, what is known is shown.
    expect(ofProduct?.state).toBe('not_configured');

    const alone = await read({ compare: 'none' });
    expect([alone.previousRange, alone.databases[0]?.previousSeries]).toEqual([null, null]);
  });

  it('compares days with days up to the same time', async () => {
    const { previousRange } = await read({ from: '2026-11-21T00:00:00Z', compare: 'days_before' });
    expect(previousRange).toEqual({
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-20T10:08:00.000Z',
    });
    const tomorrow = { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' };
    expect((await read({ ...tomorrow, compare: 'days_before' })).previousRange).toBeNull();
  });

  it('says how it is now, whatever the range: failing, and unknown when probes stop', async () => {
    const yesterday = { from: '2026-11-20T00:00:00Z', to: '2026-11-20T01:00:00Z' };
    await record({ at: '2026-11-21T10:07:00Z', failures: 10, failure: 'unreachable' });
    expect((await read(yesterday)).databases[0]).toMatchObject({
      state: 'failing',
      failure: 'unreachable',
      totals: { probes: 0 },
    });
    server.clock.set('2026-11-21T10:10:01Z');
    expect((await read(yesterday)).databases[0]).toMatchObject({
      state: 'no_data',
      lastProbedAt: '2026-11-21T10:07:00.000Z',
    });
    server.clock.set('2026-11-21T10:07:30Z');
  });

  it.each([
    ['minutes', '2026-11-21T09:07:30Z', 60, 61],
    ['five minutes', '2026-11-21T04:07:30Z', 300, 73],
    ['quarters of an hour', '2026-11-20T10:07:30Z', 900, 97],
    ['hours', '2026-11-14T10:07:30Z', 3_600, 169],
    ['days', '2026-10-22T10:07:30Z', 86_400, 31],
  ])('tells %s apart', async (_, from, stepSeconds, moments) => {
    const answer = await read({ from, to: '2026-11-21T10:07:30Z' });
    expect([answer.stepSeconds, answer.databases[0]?.series.length]).toEqual([
      stepSeconds,
      moments,
    ]);
  });

  it('counts the same in each step', async () => {
    for (const from of ['2026-11-20T08:00:00Z', '2026-11-13T08:00:00Z', '2026-10-20T08:00:00Z']) {
      const { databases } = await read({ from, to: '2026-11-21T10:07:30Z' });
      const [ofConsole] = databases;
      const inSeries = ofConsole?.series.reduce((sum, { probes }) => sum + probes, 0);
      expect([ofConsole?.totals.probes, inSeries]).toEqual([24, 24]);
    }
  });

  it('reads hours where minutes are no longer kept', async () => {
    server.clock.set('2026-12-20T10:07:30Z');
    const answer = await read({ from: '2026-11-21T10:20:00Z', to: '2026-11-21T10:40:00Z' });
    expect(answer.range).toEqual({
      from: '2026-11-21T10:00:00.000Z',
      to: '2026-11-21T11:00:00.000Z',
    });
    expect(answer.databases[0]?.totals.probes).toBe(20);
    server.clock.set('2026-11-21T10:07:30Z');
  });
});

describe('hours of a zone that begin at the half', () => {
  beforeAll(() => start('Asia/Kolkata'));
  afterAll(() => server.close());

  it('make up its days', async () => {
    await record(
      { at: '2026-11-20T18:29:00Z', took: [1] },
      { at: '2026-11-20T18:31:00Z', took: [1, 1] },
    );
    const answer = await read({ from: '2026-10-25T18:30:00Z' });
    const days = answer.databases[0]?.series.filter(({ probes }) => probes > 0);
    expect(days?.map(({ at, probes }) => [at, probes])).toEqual([
      ['2026-11-19T18:30:00.000Z', 1],
      ['2026-11-20T18:30:00.000Z', 2],
    ]);
  });
});

describe('the queries', () => {
  beforeAll(async () => {
    await start();
    for (const [table, from, step] of [
      ['database_latency_minutely', '2026-11-20T00:00:00Z', '1 minute'],
      ['database_latency_hourly', '2026-11-01T00:00:00Z', '1 hour'],
    ])
      await server.owner.query(
        `insert into ${table} (bucket, database, failures, histogram)
         select at, database, 0, '\\x0064000000000001' from
           generate_series($1::timestamptz, '2026-11-21T10:07:00Z', $2::interval) as at,
           unnest('{console,product}'::text[]) as database`,
        [from, step],
      );
    await server.owner.query('vacuum analyze');
  });
  afterAll(() => server.close());

  it.each([
    ['an hour', '2026-11-21T09:07:30Z', 2 * 2 * 62],
    // Half of a partition is quicker read from end to end.
    ['a day', '2026-11-20T10:07:30Z', 3 * 2 * 1_440],
    ['a month', '2026-10-22T10:07:30Z', 2 * (21 * 24 + 2 * 62)],
  ])('of %s read no more than its rows', async (_, from, most) => {
    const queries = await explainQueries(server.urls.app, (db) =>
      readDatabaseLatency(
        { db, clock: server.clock, reportingTimeZone: 'UTC', productDatabase: undefined },
        DatabaseLatencyQuery.parse({ from }),
      ),
    );
    // The calendar, both periods, and the latest of each database.
    expect(queries).toHaveLength(4);
    const touched = queries.flatMap((query) =>
      Object.entries(query.touched)
        .filter(([table]) => table.startsWith('database_latency'))
        .map(([, rows]) => rows),
    );
    expect(touched.reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(most);
    expect(queries.at(-1)?.touched['database_latency_minutely']).toBe(2);
  });
});
