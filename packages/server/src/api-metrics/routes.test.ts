import type { ApiMetrics } from '@taffrail/contract';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendRequests } from '../../test/figures/send-requests.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { foldClosedMinutes } from './jobs.ts';

let server: TestServer;
let key: Credential;
let viewer: Credential;

const read = async (
  query: Record<string, string | string[]> = {},
  as = viewer,
): Promise<ApiMetrics> => {
  const { body } = await server.inject('GET /api/v1/api-metrics', { as, query });
  return body as ApiMetrics;
};

const start = async (timeZone = 'UTC'): Promise<void> => {
  server = await startTestServer({ now: '2026-11-21T10:07:30Z', timeZone });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
};

describe('GET /api/v1/api-metrics', () => {
  beforeAll(() => start());
  afterAll(() => server.close());

  const get = (query: Record<string, string> = {}, as: Credential = viewer) =>
    server.inject('GET /api/v1/api-metrics', { as, query });

  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/api-metrics')).status).toBe(401);
  });

  it.each([
    ['a time without a zone', { from: '2026-11-21T10:00:00' }],
    [
      'a range that ends before it begins',
      { from: '2026-11-21T10:00:00Z', to: '2026-11-20T10:00:00Z' },
    ],
    ['a range of centuries', { from: '1726-11-21T10:00:00Z' }],
    ['a group that does not exist', { groupBy: 'organization' }],
    ['a method in lower case', { method: 'get' }],
    ['a class of status that does not exist', { statusClass: '6xx' }],
    ['an endpoint that cannot be stored', { endpoint: '\u0000' }],
  ])('refuses %s', async (_, query) => {
    expect((await get(query)).error?.code).toBe('invalid_request');
  });

  it('is for those who may see operations', async () => {
    const answer = await get({}, await server.operator('finance'));
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('answers without any request: no rate and no percentile, not zero', async () => {
    const nothing = {
      requests: 0,
      errors: 0,
      errorRate: null,
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
    };
    expect(await read()).toMatchObject({
      asOf: '2026-11-21T10:07:30.000Z',
      range: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T10:08:00.000Z' },
      previousRange: { from: '2026-11-19T10:00:00.000Z', to: '2026-11-20T10:00:00.000Z' },
      comparedTo: '2026-11-21T10:00:00.000Z',
      totals: nothing,
      previousTotals: nothing,
      groups: [],
      groupCount: 0,
      stepSeconds: 900,
    });
  });

  it('tells endpoints, methods and classes apart, and compares them with the time before', async () => {
    await sendRequests(server, key, [
      ...Array.from({ length: 6 }, () => ({ endpoint: '/a', responseTimeMs: 20 })),
      { endpoint: '/a', statusCode: 503, responseTimeMs: 900, count: 3 },
      { endpoint: '/a', method: 'POST', statusCode: 404 },
      { endpoint: '/b', statusCode: 201, method: 'POST' },
      { endpoint: '/a', createdAt: '2026-11-20T09:00:00Z' },
      { endpoint: '/gone', createdAt: '2026-11-20T09:00:00Z' },
    ]);
    const answer = await read({ from: '2026-11-20T10:07:00Z' });
    expect(answer.totals).toMatchObject({ requests: 11, errors: 3, errorRate: 3 / 11 });
    expect(answer.previousTotals).toMatchObject({ requests: 2, errors: 0, errorRate: 0 });
    expect(answer.groups).toMatchObject([
      {
        endpoint: '/a',
        method: 'GET',
        statusClass: null,
        requests: 9,
        errors: 3,
        errorRate: 1 / 3,
        previous: { requests: 1 },
      },
      { endpoint: '/a', method: 'POST', requests: 1, previous: { requests: 0, p95Ms: null } },
      { endpoint: '/b', method: 'POST', requests: 1, previous: { requests: 0 } },
    ]);
    expect(answer.groups[0]?.p50Ms).toBeCloseTo(20, 0);
    expect((answer.groups[0]?.p99Ms ?? 0) / 900).toBeCloseTo(1, 1);

    const byClass = await read({ groupBy: 'statusClass', compare: 'none' });
    expect(byClass.previousTotals).toBeNull();
    expect(
      byClass.groups.map(({ endpoint, statusClass, requests, previous }) => [
        endpoint,
        statusClass,
        requests,
        previous,
      ]),
    ).toEqual([
      [null, '2xx', 7, null],
      [null, '5xx', 3, null],
      [null, '4xx', 1, null],
    ]);
    const ofOne = await read({ endpoint: '/a', method: 'GET', statusClass: '5xx' });
    expect(ofOne.totals.requests).toBe(3);
    expect(ofOne.series.at(-1)).toMatchObject({ at: '2026-11-21T10:00:00.000Z', requests: 3 });
  });

  it('compares days with days up to the same minute, once it knows of those', async () => {
    const compare = { compare: 'days_before' };
    const today = await read({ ...compare, from: '2026-11-21T00:00:00Z', groupBy: 'method' });
    // The first request came on the day before: of that day all is known.
    expect(today).toMatchObject({
      range: { from: '2026-11-21T00:00:00.000Z', to: '2026-11-21T10:08:00.000Z' },
      comparedTo: '2026-11-21T10:07:00.000Z',
      previousRange: { from: '2026-11-20T00:00:00.000Z', to: '2026-11-20T10:07:00.000Z' },
      totals: { requests: 11 },
      previousTotals: { requests: 2 },
    });
    const [ofGet] = today.groups;
    expect(today.comparedTotals?.requests).toBeLessThan(11);
    expect(ofGet?.compared?.requests).toBeLessThan(ofGet?.requests ?? 0);
    const unknown = { comparedTo: null, comparedTotals: null, previousRange: null };
    expect(await read({ ...compare, from: '2026-11-15T00:00:00Z' })).toMatchObject(unknown);
    const tomorrow = { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' };
    expect(await read({ ...compare, ...tomorrow })).toMatchObject(unknown);
  });

  it.each([
    ['minutes', '2026-11-21T09:07:30Z', 60, 61],
    ['five minutes', '2026-11-21T04:07:30Z', 300, 73],
    ['quarters of an hour', '2026-11-20T10:07:30Z', 900, 97],
    ['hours', '2026-11-14T10:07:30Z', 3_600, 169],
    ['days', '2026-10-22T10:07:30Z', 86_400, 31],
    // A day, but one of which no minutes are kept.
    ['hours of old', { from: '2026-10-22T10:00:00Z', to: '2026-10-23T10:00:00Z' }, 3_600, 24],
  ])('tells %s apart', async (_, from, step, moments) => {
    const range = typeof from === 'string' ? { from, to: '2026-11-21T10:07:30Z' } : from;
    const { stepSeconds, series } = await read(range);
    expect([stepSeconds, series.length]).toEqual([step, moments]);
  });

  it('counts a request once, however often it is sent', async () => {
    const [id, before] = ['0192d3a4-5b6c-7d8e-9f00-112233445566', await read()];
    const createdAt = '2026-11-21T10:00:00Z';
    await sendRequests(server, key, [{ id, createdAt }]);
    await sendRequests(server, key, [{ id, createdAt }, { createdAt }]);
    expect((await read()).totals.requests).toBe(before.totals.requests + 2);
  });

  it('knows the customers that requests name', async () => {
    await sendRequests(server, key, [{ organizationId: 'acme', userId: 'ada' }]);
    const { rows } = await server.owner.query(
      `select o.external_id as organization, u.external_id as "user"
       from api_metrics m join organizations o on o.id = m.organization_id
       join users u on u.id = m.user_id`,
    );
    expect(rows).toEqual([{ organization: 'acme', user: 'ada' }]);
  });

  it('refuses what is older than it is kept', async () => {
    const { body } = await server.inject('POST /ingest/v1/batch', {
      as: key,
      headers: { 'content-type': 'application/x-ndjson' },
      body: JSON.stringify({
        kind: 'api_request',
        endpoint: '/',
        method: 'GET',
        statusCode: 200,
        responseTimeMs: 1,
        createdAt: '2026-10-20T10:00:00Z',
      }),
    });
    expect(body.rejected).toMatchObject([{ code: 'too_old' }]);
  });
});

describe('GET /api/v1/api-metrics/export', () => {
  beforeAll(() => start());
  afterAll(() => server.close());

  const path = 'GET /api/v1/api-metrics/export';

  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it('refuses a range that ends before it begins', async () => {
    const query = { from: '2026-11-22T00:00:00Z' };
    const answer = await server.inject(path, { as: viewer, query });
    expect(answer.error?.code).toBe('invalid_request');
    expect(await readAudit(server, 'api_metrics.exported')).toEqual([]);
  });

  it('is for those who may see operations', async () => {
    const answer = await server.inject(path, { as: await server.operator('finance') });
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('gives each endpoint, lets no spreadsheet calculate, and is audited', async () => {
    await sendRequests(server, key, [
      ...Array.from({ length: 230 }, (_, index) => ({ endpoint: `/e/${index}` })),
      { endpoint: '=1+1,"x"', count: 7, statusCode: 500 },
      { endpoint: '=1+1,"x"', createdAt: '2026-11-20T09:00:00Z' },
    ]);
    const { text, headers } = await server.inject(path, {
      as: viewer,
      query: { from: '2026-11-21T00:00:00Z', compare: 'days_before' },
    });
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="endpoints-2026-11-21-to-2026-11-21.csv"',
    });
    const [header, first, ...others] = text.split('\r\n');
    expect(header).toMatch(/^method,endpoint,requests,errors,errorRate,p50Ms,/);
    expect(first).toMatch(/^GET,"'=1\+1,""x""",7,7,1,.*,1,0,[\d.]+$/);
    // And the end of the last line.
    expect(others).toHaveLength(231);
    expect((await readAudit(server, 'api_metrics.exported')).at(-1)).toMatchObject({
      after: { from: '2026-11-21T00:00:00.000Z', compare: 'days_before', rows: 231 },
    });
  });
});

describe('figures and the rows that they are of', () => {
  beforeAll(() => start('Asia/Kolkata'));
  afterAll(() => server.close());

  const from = Date.parse('2026-10-23T00:00:00Z');
  const latest = Date.parse('2026-11-21T10:07:00Z');
  const endpoints = ['/a', '/b/:id', '(unmatched)'];
  const request = fc.record({
    endpoint: fc.constantFrom(...endpoints),
    method: fc.constantFrom('GET', 'POST'),
    statusCode: fc.constantFrom(200, 200, 200, 204, 404, 500, 503),
    responseTimeMs: fc.oneof(
      fc.double({ min: 0.05, max: 40, noNaN: true }),
      fc.double({ min: 0.05, max: 30_000, noNaN: true }),
    ),
    count: fc.constantFrom(1, 1, 1, 10),
    createdAt: fc
      .oneof(
        fc.integer({ min: from, max: latest }),
        fc.integer({ min: latest - 7_200_000, max: latest }),
      )
      .map((at) => new Date(at).toISOString()),
  });

  interface Exact {
    readonly requests: number;
    readonly errors: number;
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  }

  /** Straight from the raw rows, each as often as it counts. */
  const readExactly = async ({ range }: ApiMetrics, endpoint: string | null): Promise<Exact> => {
    const { rows } = await server.owner.query<Exact>(
      `with every as (
         select status_code, response_time_ms from api_metrics, generate_series(1, count)
         where created_at >= $1 and created_at < $2 and ($3::text is null or endpoint = $3)
       )
       select count(*) as requests, count(*) filter (where status_code >= 500) as errors,
         percentile_disc(0.5) within group (order by response_time_ms) as p50,
         percentile_disc(0.95) within group (order by response_time_ms) as p95,
         percentile_disc(0.99) within group (order by response_time_ms) as p99
       from every`,
      [range.from, range.to, endpoint],
    );
    return rows[0] as Exact;
  };

  const countStep = async ({ range, series }: ApiMetrics, index: number): Promise<number> => {
    const from = [range.from, series[index]?.at ?? ''].toSorted().at(-1);
    const { rows } = await server.owner.query<{ requests: number }>(
      `select coalesce(sum(count), 0)::int as requests from api_metrics
       where created_at >= $1 and created_at < $2`,
      [from, series[index + 1]?.at ?? range.to],
    );
    return rows[0]?.requests ?? 0;
  };

  const expectExact = async (query: Record<string, string>): Promise<void> => {
    const answer = await read({ ...query, groupBy: 'endpoint' });
    const figures = [
      { ...answer.totals, endpoint: null },
      ...endpoints.flatMap((endpoint) => answer.groups.filter((one) => one.endpoint === endpoint)),
    ];
    for (const { endpoint, requests, errors, p50Ms, p95Ms, p99Ms } of figures) {
      const exact = await readExactly(answer, endpoint);
      expect({ requests, errors }).toEqual({ requests: exact.requests, errors: exact.errors });
      for (const [found, wanted] of [
        [p50Ms, exact.p50],
        [p95Ms, exact.p95],
        [p99Ms, exact.p99],
      ] as const) {
        if (wanted === null) expect(found).toBeNull();
        else expect(Math.abs((found ?? Number.NaN) - wanted) / wanted).toBeLessThanOrEqual(0.02);
      }
    }
    for (const [index, { at, requests }] of answer.series.entries())
      expect({ at, requests }).toEqual({ at, requests: await countStep(answer, index) });
    const inSeries = answer.series.reduce((sum, { requests }) => sum + requests, 0);
    expect(inSeries).toBe(answer.totals.requests);
  };

  const ranges: [string, Record<string, string>][] = [
    ['the last day', {}],
    ['a few minutes', { from: '2026-11-21T09:58:20Z' }],
    ['three hours', { from: '2026-11-21T07:07:30Z' }],
    ['ten hours', { from: '2026-11-21T00:02:30Z' }],
    ['a week', { from: '2026-11-14T11:13:00Z' }],
    ['a month', { from: '2026-10-22T00:00:00Z', to: '2026-11-21T09:59:00Z' }],
    [
      'hours of which no minutes are kept',
      { from: '2026-10-25T03:11:00Z', to: '2026-10-27T20:40:00Z' },
    ],
  ];

  it('agree before and after folding, and while more comes in', async () => {
    await sendRequests(server, key, fc.sample(request, { numRuns: 4_000, seed: 1 }));
    for (const [, query] of ranges) await expectExact(query);

    await foldClosedMinutes(server.owner, server.clock.now());
    const { rows } = await server.owner.query(
      `select count(*) as left from api_metrics_partials where minute < '2026-11-21T10:07:00Z'`,
    );
    expect(rows).toEqual([{ left: 0 }]);
    for (const [, query] of ranges) await expectExact(query);

    await sendRequests(server, key, fc.sample(request, { numRuns: 1_000, seed: 2 }));
    for (const [, query] of ranges) await expectExact(query);
    await foldClosedMinutes(server.owner, server.clock.now());
    for (const [, query] of ranges) await expectExact(query);
  });

  it('are the same when two workers fold at once, a few rows at a time', async () => {
    await sendRequests(server, key, fc.sample(request, { numRuns: 1_000, seed: 3 }));
    await Promise.all([
      foldClosedMinutes(server.owner, server.clock.now()),
      foldClosedMinutes(server.owner, server.clock.now()),
    ]);
    for (const [, query] of ranges) await expectExact(query);
  });

  it('are exact for more requests than a cell of a histogram holds', async () => {
    const many = Array.from({ length: 5 }, () => ({ endpoint: '/c', count: 1_000_000 }));
    await sendRequests(server, key, [...many, { endpoint: '/c', statusCode: 500 }]);
    server.clock.advance({ minutes: 2 });
    await foldClosedMinutes(server.owner, server.clock.now());
    for (const query of [{}, { from: '2026-10-23T00:00:00Z' }]) {
      const { totals } = await read({ endpoint: '/c', ...query });
      expect(totals).toMatchObject({ requests: 5_000_001, errors: 1 });
      expect((totals.p50Ms ?? 0) / 10).toBeCloseTo(1, 1);
    }
  });

  it('leave nothing of a day out where hours begin at the half', async () => {
    const { rows } = await server.owner.query<{ minute: number }>(
      `select distinct extract(minute from bucket)::int as minute from api_metrics_hourly`,
    );
    expect(rows).toEqual([{ minute: 30 }]);
    const { stepSeconds, series } = await read({ from: '2026-11-14T18:30:00Z' });
    expect([stepSeconds, series[0]?.at]).toEqual([3_600, '2026-11-14T18:30:00.000Z']);
  });
});
