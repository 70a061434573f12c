import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import {
  newSpanId,
  newTraceId,
  toTraces,
  type GivenValue,
} from '../../test/outside/otlp/make-traces.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const sendSpan = async (
  attributes: Readonly<Record<string, GivenValue>>,
  ids = { traceId: newTraceId(), spanId: newSpanId() },
  kind = 2,
) => {
  const span = { ...ids, kind, at: '2026-11-21T09:59:00Z', durationMs: 12.5, attributes };
  const answer = await sendOtlp(server, key, { body: toTraces([span]) });
  expect(answer.status).toBe(200);
  return ids;
};

const requestsOf = async (traceId: string) =>
  (await server.owner.query('select * from api_metrics where trace_id = $1', [traceId])).rows;

const countedAt = async (endpoint: string): Promise<number> => {
  const { rows } = await server.owner.query(
    `select coalesce(sum(c.count), 0)::int as count
     from api_metrics_partials p cross join lateral histogram_cells(p.histogram) c
     where p.endpoint = $1`,
    [endpoint],
  );
  return rows[0].count;
};

const now = {
  'http.request.method': 'GET',
  'http.route': '/leads/:id',
  'http.response.status_code': 200,
};

describe('the span of a server', () => {
  it.each([
    ['of now', now],
    ['before them', { 'http.method': 'GET', 'http.route': '/leads/:id', 'http.status_code': 200 }],
  ])('is a request by the conventions %s', async (_, attributes) => {
    const { traceId, spanId } = await sendSpan({ ...attributes, 'org.id': 'acme' });
    expect(await requestsOf(traceId)).toMatchObject([
      {
        endpoint: '/leads/:id',
        method: 'GET',
        status_code: 200,
        response_time_ms: 12.5,
        span_id: spanId,
        count: 1,
        created_at: new Date('2026-11-21T09:59:00.012Z'),
      },
    ]);
  });

  it.each([
    ['without a route is one that was not matched', { 'http.route': '' }, '(unmatched)', 'GET'],
    [
      'of a method that HTTP does not know',
      { 'http.request.method': '_OTHER' },
      undefined,
      'OTHER',
    ],
  ])('%s', async (_, attributes, endpoint = '/leads/:id', method) => {
    const { traceId } = await sendSpan({ ...now, ...attributes });
    expect(await requestsOf(traceId)).toMatchObject([{ endpoint, method }]);
  });

  it.each([
    ['a client', now, 3],
    ['what was not answered', { 'http.request.method': 'GET', 'http.route': '/' }, 2],
    ['an answer that HTTP does not know', { ...now, 'http.response.status_code': 42 }, 2],
  ])('is no request of %s', async (_, attributes, kind) => {
    const { traceId } = await sendSpan(attributes, undefined, kind);
    expect(await requestsOf(traceId)).toEqual([]);
  });
});

describe('a span that seems to be a request and is none', () => {
  it('is kept, and its sender is warned', async () => {
    const ids = { traceId: newTraceId(), spanId: newSpanId() };
    const attributes = { ...now, 'http.response.status_code': 42 };
    const answer = await sendOtlp(server, key, {
      body: toTraces([{ ...ids, kind: 2, attributes }]),
    });
    expect(answer.json).toEqual({
      partialSuccess: {
        rejectedSpans: '0',
        errorMessage:
          '1: kept, but no api_request: statusCode must be a whole number from 100 to 599',
      },
    });
    const { rowCount } = await server.owner.query('select from spans where trace_id = $1', [
      ids.traceId,
    ]);
    expect(rowCount).toBe(1);
  });
});

describe('a request that its middleware and OpenTelemetry tell of', () => {
  const record = (ids: object, more: object = {}) => ({
    kind: 'api_request',
    endpoint: '/both',
    method: 'GET',
    statusCode: 200,
    responseTimeMs: 13,
    createdAt: '2026-11-21T09:59:00.013Z',
    ...ids,
    ...more,
  });
  const both = { ...now, 'http.route': '/both' };

  it('counts once, whichever comes first', async () => {
    const before = await countedAt('/both');
    const first = await sendSpan(both);
    await sendBatch(server, key, [record(first)]);
    const ids = { traceId: newTraceId(), spanId: newSpanId() };
    await sendBatch(server, key, [record(ids)]);
    await sendSpan(both, ids);
    await sendSpan(both, ids);
    for (const { traceId } of [first, ids]) expect(await requestsOf(traceId)).toHaveLength(1);
    expect(await countedAt('/both')).toBe(before + 2);
  });

  it('counts once when both come at the same time', async () => {
    const before = await countedAt('/both');
    const all = Array.from({ length: 10 }, () => ({ traceId: newTraceId(), spanId: newSpanId() }));
    await Promise.all(
      all.flatMap((ids) => [sendBatch(server, key, [record(ids)]), sendSpan(both, ids)]),
    );
    for (const { traceId } of all) expect(await requestsOf(traceId)).toHaveLength(1);
    expect(await countedAt('/both')).toBe(before + 10);
  });

  it('leaves other requests of the trace, and of the batch, as they are', async () => {
    const ids = await sendSpan(both);
    const other = { traceId: ids.traceId, spanId: newSpanId() };
    const answer = await sendBatch(server, key, [record(ids), record(other), record({})]);
    expect(answer.body).toMatchObject({ accepted: 3 });
    expect(await requestsOf(ids.traceId)).toHaveLength(2);
  });

  it('is told of for all that it stands for, when the middleware samples', async () => {
    const ids = await sendSpan(both);
    await sendBatch(server, key, [record(ids, { count: 10 })]);
    const counts = (await requestsOf(ids.traceId)).map(({ count }) => count);
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 10]);
  });
});
