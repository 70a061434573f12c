import { gzipSync } from 'node:zlib';
import { otlpLimits } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { newSpanId, newTraceId, toTraces } from '../../test/outside/otlp/make-traces.ts';
import { readProtobuf, toProtobuf } from '../../test/outside/otlp/otlp-schema.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const oneSpan = (traceId = newTraceId()) =>
  toTraces([{ traceId, spanId: newSpanId(), attributes: { 'org.id': 'acme' } }]);

const countSpans = async (traceId: string): Promise<number> => {
  const { rowCount } = await server.owner.query('select from spans where trace_id = $1', [traceId]);
  return rowCount ?? 0;
};

describe.each(['/v1/traces', '/v1/logs'] as const)('POST %s', (path) => {
  it('is for ingest keys, and says so in the encoding of the request', async () => {
    const apiKey = await server.apiKey();
    for (const as of [undefined, apiKey]) {
      const json = await sendOtlp(server, as, { path, body: {} });
      expect(json.status).toBe(401);
      expect(json.json).toEqual({ code: 16, message: 'Send an ingest key that holds.' });
      expect(json.headers['www-authenticate']).toBe('Bearer');
      const protobuf = await sendOtlp(server, as, { path, body: Buffer.alloc(0) });
      expect(protobuf.status).toBe(401);
      expect(protobuf.headers['content-type']).toBe('application/x-protobuf');
      expect(readProtobuf('Status', protobuf.bytes)).toEqual({
        code: 16,
        message: 'Send an ingest key that holds.',
      });
    }
  });

  it('refuses a key without the scope', async () => {
    const other = await server.ingestKey(['load_tests']);
    const answer = await sendOtlp(server, other, { path, body: {} });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ code: 7 });
  });

  it('takes an empty request of either encoding', async () => {
    const json = await sendOtlp(server, key, { path, body: {} });
    expect([json.status, json.json]).toEqual([200, {}]);
    const protobuf = await sendOtlp(server, key, { path, body: Buffer.alloc(0) });
    expect([protobuf.status, protobuf.bytes.length]).toEqual([200, 0]);
    expect(protobuf.headers['content-type']).toBe('application/x-protobuf');
  });

  it.each(['text/plain', 'application/x-ndjson', 'application/grpc'])(
    'answers 415 to %s',
    async (contentType) => {
      const answer = await sendOtlp(server, key, { path, body: '{}', contentType });
      expect(answer.status).toBe(415);
      expect(answer.json).toMatchObject({ code: 3 });
    },
  );

  it('answers 415 to a packing that it does not know', async () => {
    const headers = { 'content-encoding': 'br' };
    expect((await sendOtlp(server, key, { path, body: {}, headers })).status).toBe(415);
  });

  it('answers 413 to what is larger than it takes, as sent and unpacked', async () => {
    const bytes = Buffer.alloc(otlpLimits.bodyBytes + 1, ' ');
    const contentType = 'application/json';
    expect((await sendOtlp(server, key, { path, body: bytes, contentType })).status).toBe(413);
    const packed = await sendOtlp(server, key, { path, body: bytes, contentType, gzip: true });
    expect(packed.status).toBe(413);
  });

  it('answers 400 to what can never be read, and keeps nothing of it', async () => {
    const cut = gzipSync('{}').subarray(0, -3);
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    expect((await sendOtlp(server, key, { path, body: cut, headers })).status).toBe(400);
    for (const body of ['', '[]', '"text"', '{', 'nothing'])
      expect((await sendOtlp(server, key, { path, body })).status, body).toBe(400);
    // A field that ends behind the body.
    const short = await sendOtlp(server, key, { path, body: Buffer.from([0x0a, 0x7f, 0x00]) });
    expect(short.status).toBe(400);
    expect(readProtobuf('Status', short.bytes)).toMatchObject({ code: 3 });
  });
});

describe('spans', () => {
  it('are stored whole, whichever encoding they come in', async () => {
    const traceId = newTraceId();
    const body = toTraces(
      [
        {
          traceId: traceId.toUpperCase(),
          spanId: 'EEE19B7EC3C1B174',
          parentSpanId: 'EEE19B7EC3C1B173',
          name: 'POST /leads',
          kind: 3,
          at: '2026-11-21T09:59:00.123Z',
          durationMs: 12.345,
          statusCode: 2,
          attributes: {
            'org.id': 'acme',
            'enduser.id': 'ada',
            'session.id': 's1',
            'my.number': 1.5,
            'my.flag': true,
            authorization: 'Bearer abcdefgh12345678',
          },
          events: [
            {
              name: 'exception',
              timeUnixNano: '1795255140130456789',
              attributes: [{ key: 'exception.type', value: { stringValue: 'TypeError' } }],
            },
          ],
        },
      ],
      { 'service.name': 'api', 'host.name': 'api-1' },
    );
    const protobuf = toProtobuf('Traces', body);
    for (const given of [body, protobuf])
      expect((await sendOtlp(server, key, { body: given, gzip: true })).status).toBe(200);
    const { rows } = await server.owner.query(
      `select s.*, to_json(s.created_at) #>> '{}' as began, r.attributes as of_resource,
         o.external_id as organization, u.external_id as user
       from spans s join span_resources r on r.id = s.resource_id
       left join organizations o on o.id = s.organization_id
       left join users u on u.id = s.user_id where trace_id = $1`,
      [traceId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      trace_id: traceId,
      span_id: 'eee19b7ec3c1b174',
      parent_span_id: 'eee19b7ec3c1b173',
      name: 'POST /leads',
      kind: 'client',
      service: 'api',
      scope: 'made',
      began: expect.stringContaining('09:59:00.123'),
      duration_us: expect.anything(),
      status: 'error',
      organization: 'acme',
      user: 'ada',
      session_id: 's1',
      attributes: {
        'org.id': 'acme',
        'my.number': 1.5,
        'my.flag': true,
        authorization: '[scrubbed]',
      },
      events: [
        {
          name: 'exception',
          at: expect.stringContaining('2026-11-21T'),
          attributes: { 'exception.type': 'TypeError' },
        },
      ],
      of_resource: { 'service.name': 'api', 'host.name': 'api-1' },
      dropped: 0,
    });
    expect(Number(rows[0].duration_us)).toBe(12_345);
  });

  it('count once, however often they arrive', async () => {
    const traceId = newTraceId();
    const body = oneSpan(traceId);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => sendOtlp(server, key, { body })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await countSpans(traceId)).toBe(1);
  });

  it('that cannot be stored are told of, and never take their neighbours along', async () => {
    const good = newTraceId();
    const spanId = newSpanId();
    const body = toTraces([
      { traceId: good, spanId },
      { traceId: '0'.repeat(32), spanId },
      { traceId: 'abc', spanId },
      { traceId: newTraceId(), spanId: '0'.repeat(16) },
      { traceId: newTraceId(), spanId, at: '2026-10-01T00:00:00Z' },
      { traceId: newTraceId(), spanId, at: '2026-11-21T10:06:00Z' },
    ]);
    const json = await sendOtlp(server, key, { body });
    expect(json.status).toBe(200);
    expect(json.json).toEqual({
      partialSuccess: {
        rejectedSpans: '5',
        errorMessage: expect.stringMatching(
          /^2: traceId must .*; 1: spanId must .*; 1: .* 30 days ago; 1: .* ahead$/,
        ),
      },
    });
    const protobuf = await sendOtlp(server, key, { body: toProtobuf('Traces', body) });
    expect(readProtobuf('Answer', protobuf.bytes)).toMatchObject({
      partialSuccess: { rejected: 5, errorMessage: expect.stringContaining('traceId') },
    });
    expect(await countSpans(good)).toBe(1);
  });

  it('make stubs of the organizations and users that they name', async () => {
    const attributes = { 'tenant.id': 'new-tenant', 'user.id': 'new-user' };
    await sendOtlp(server, key, {
      body: toTraces([{ traceId: newTraceId(), spanId: newSpanId(), attributes }]),
    });
    const { rows } = await server.owner.query(
      `select external_id from organizations where external_id = 'new-tenant'
       union all select external_id from users where external_id = 'new-user'`,
    );
    expect(rows).toHaveLength(2);
  });
});

describe('whose spans are', () => {
  it('is said by names that the configuration puts before the usual ones', async () => {
    const configured = await startTestServer({
      product: { openTelemetry: { organization: ['acme.workspace'] } },
    });
    try {
      const attributes = { 'org.id': 'usual', 'baggage.acme.workspace': 'own' };
      const traceId = newTraceId();
      await sendOtlp(configured, await configured.ingestKey(), {
        body: toTraces([{ traceId, spanId: newSpanId(), attributes }]),
      });
      const { rows } = await configured.owner.query(
        `select external_id from spans s join organizations o on o.id = s.organization_id`,
      );
      expect(rows).toEqual([{ external_id: 'own' }]);
    } finally {
      await configured.close();
    }
  });
});
