import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { createLimitEndpoint } from './endpoint-limit.ts';

describe('the limit of endpoints', () => {
  const day = Date.parse('2026-11-21T00:00:00Z');

  it('knows the first of a day for all of it', () => {
    const limit = createLimitEndpoint(2);
    const given = ['/a', '/b', '/c', '/a', '/d', '/b'];
    expect(given.map((endpoint) => limit(endpoint, day))).toEqual([
      '/a',
      '/b',
      '(other)',
      '/a',
      '(other)',
      '/b',
    ]);
    expect(limit('/c', day - 1)).toBe('/c');
    expect(limit('/c', day + 86_400_000)).toBe('/c');
    expect(limit('/c', day + 86_399_999)).toBe('(other)');
  });

  it('remembers no more days than may come', () => {
    const limit = createLimitEndpoint(1);
    for (let number = 0; number < 64; number += 1) limit('/a', day + number * 86_400_000);
    expect(limit('/b', day)).toBe('(other)');
    limit('/a', day + 64 * 86_400_000);
    expect(limit('/b', day + 86_400_000)).toBe('(other)');
    expect(limit('/b', day + 65 * 86_400_000)).toBe('/b');
  });
});

describe('a product that sends paths for endpoints', () => {
  let server: TestServer;
  let key: Credential;
  beforeAll(async () => {
    server = await startTestServer({ now: '2026-11-21T10:07:30Z' });
    key = await server.ingestKey();
  });
  afterAll(() => server.close());

  const send = (from: number, to: number, given: object = {}) =>
    server.inject('POST /ingest/v1/batch', {
      as: key,
      headers: {
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
        'idempotency-key': `paths ${from} ${JSON.stringify(given)}`,
      },
      body: gzipSync(
        Array.from({ length: to - from }, (_, index) =>
          JSON.stringify({
            kind: 'api_request',
            endpoint: `/leads/${from + index}`,
            method: 'GET',
            statusCode: 200,
            responseTimeMs: 5,
            createdAt: '2026-11-21T10:00:00Z',
            ...given,
          }),
        ).join('\n'),
      ),
    });

  it('is told, has every request counted, and fills a thousand rows and one', async () => {
    expect((await send(0, 1_000)).body).toEqual({ accepted: 1_000, rejected: [], warnings: [] });
    expect((await send(1_000, 1_500)).body).toEqual({
      accepted: 500,
      rejected: [],
      warnings: [expect.stringMatching(/^500 of the requests are counted as \(other\): /)],
    });
    // Of what is refused, nothing is remembered.
    expect((await send(0, 1, { endpoint: '/x', method: 'get' })).body.accepted).toBe(0);
    // The second time through the slow way in, which reads the body again.
    const id = '0192d3a4-5b6c-7d8e-9f00-112233445566';
    await send(3_000, 3_001, { id });
    await send(3_000, 3_002, { id, statusCode: 201 });

    const { rows } = await server.owner.query(
      `select count(distinct endpoint) as endpoints, count(*) as requests,
         count(*) filter (where endpoint = '(other)') as other from api_metrics`,
    );
    expect(rows).toEqual([{ endpoints: 1_001, requests: 1_501, other: 501 }]);
    const { body } = await server.inject('GET /api/v1/api-metrics', {
      as: await server.operator('viewer'),
    });
    expect(body).toMatchObject({ groupCount: 1_001, totals: { requests: 1_501 } });
    expect(body.groups[0]).toMatchObject({ endpoint: '(other)', requests: 501 });
  });
});
