import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { otlpLimits } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { newSpanId, newTraceId, toTraces } from '../../test/outside/otlp/make-traces.ts';
import { toProtobuf } from '../../test/outside/otlp/otlp-schema.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const storedSpan = async (traceId: string) =>
  (await server.owner.query('select * from spans where trace_id = $1', [traceId])).rows[0];

const good = () => {
  const ids = { traceId: newTraceId(), spanId: newSpanId() };
  return { ...ids, body: toTraces([ids]) };
};

/** The body of a request with one span, and its JSON changed as text. */
const changed = (find: string, replacement: string) => {
  const { traceId, body } = good();
  return { traceId, body: JSON.stringify(body).replace(find, replacement) };
};

describe('sizes', () => {
  it('are bounded where a few bytes would become much', async () => {
    // Two bytes on the wire for each empty span, attribute, scope.
    const empty = (tag: number, times: number) => Buffer.alloc(times * 2, Buffer.from([tag, 0]));
    const wrap = (tag: number, inner: Buffer) => {
      const size: number[] = [];
      for (let rest = inner.length; ; rest >>>= 7) {
        size.push(rest > 127 ? (rest & 127) | 128 : rest);
        if (rest <= 127) break;
      }
      return Buffer.concat([Buffer.from([tag, ...size]), inner]);
    };
    const million = 1_000_000;
    const bodies = [
      empty(0x0a, million),
      wrap(0x0a, empty(0x12, million)),
      wrap(0x0a, wrap(0x12, empty(0x12, million))),
    ];
    for (const body of bodies) {
      const answer = await sendOtlp(server, key, { body, gzip: true });
      expect(answer.status).toBe(413);
    }
    const attributes = wrap(0x0a, wrap(0x0a, empty(0x0a, million)));
    expect((await sendOtlp(server, key, { body: attributes })).status).toBe(200);
    const ofJson = `{"resourceSpans":[${'[],'.repeat(otlpLimits.jsonValues)}[]]}`;
    expect((await sendOtlp(server, key, { body: ofJson, gzip: true })).status).toBe(413);
  });

  it('of bombs are those that they unpack to', async () => {
    for (const fill of ['\0', ' ', '[', '{']) {
      const bomb = gzipSync(Buffer.alloc(otlpLimits.bodyBytes * 4, fill), { level: 1 });
      const headers = { 'content-encoding': 'gzip' };
      const contentType = 'application/json';
      const answer = await sendOtlp(server, key, { body: bomb, headers, contentType });
      expect(answer.status).toBe(413);
    }
  });

  it('of a span are those that are kept, and the rest is counted', async () => {
    const ids = { traceId: newTraceId(), spanId: newSpanId() };
    const attributes = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`name ${index}`, index]),
    );
    const events = Array.from({ length: 1_000 }, () => ({ name: 'again', timeUnixNano: '1' }));
    const body = toTraces([{ ...ids, attributes, events }]);
    for (const given of [body, toProtobuf('Traces', body)])
      expect((await sendOtlp(server, key, { body: given, gzip: true })).status).toBe(200);
    const span = await storedSpan(ids.traceId);
    expect(Object.keys(span.attributes)).toHaveLength(otlpLimits.attributes);
    expect(span.events).toHaveLength(otlpLimits.events);
    expect(span.dropped).toBe(20_000 - otlpLimits.attributes + 1_000 - otlpLimits.events);
  });

  it('of texts are cut', async () => {
    const ids = { traceId: newTraceId(), spanId: newSpanId() };
    const long = 'é'.repeat(100_000);
    const body = toTraces([{ ...ids, name: long, attributes: { long, ok: 1 } }]);
    expect((await sendOtlp(server, key, { body })).status).toBe(200);
    const span = await storedSpan(ids.traceId);
    expect(span.name).toHaveLength(otlpLimits.name);
    expect(span.attributes.long).toHaveLength(otlpLimits.text);
    expect(span.attributes.ok).toBe(1);
  });
});

describe('what Postgres cannot hold', () => {
  it.each([
    ['a NUL', String.raw`a\u0000b`, 'a\ufffdb'],
    ['half a character', String.raw`a\ud800b`, 'a\ufffdb'],
  ])('is shown as a sign of it: %s', async (_, given, stored) => {
    const { traceId, body } = changed('a span', given);
    expect((await sendOtlp(server, key, { body })).status).toBe(200);
    expect((await storedSpan(traceId)).name).toBe(stored);
  });

  it('is shown as a sign of it: bytes that are no UTF-8', async () => {
    const { traceId, body } = good();
    for (const bytes of [Buffer.from(JSON.stringify(body)), toProtobuf('Traces', body)]) {
      const broken = Buffer.from(bytes);
      broken[broken.indexOf('a span')] = 0xff;
      const contentType = bytes.includes('resourceSpans')
        ? 'application/json'
        : 'application/x-protobuf';
      expect((await sendOtlp(server, key, { body: broken, contentType })).status).toBe(200);
    }
    expect((await storedSpan(traceId)).name).toBe('\ufffd span');
  });

  it.each([
    '18446744073709551615',
    '18446744073709551616',
    '99999999999999999999',
    '-1',
    '0',
    '1e30',
    'soon',
  ])('is refused as a time: %s', async (time) => {
    const { body } = changed('"startTimeUnixNano":"1', `"startTimeUnixNano":"${time}","x":"1`);
    const answer = await sendOtlp(server, key, { body });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  });

  it('is kept as text: integers beyond a double, and no numbers', async () => {
    const { traceId, body } = changed(
      '"attributes":[]',
      `"attributes":[
        {"key":"large","value":{"intValue":"9223372036854775807"}},
        {"key":"nan","value":{"doubleValue":"NaN"}},
        {"key":"bytes","value":{"bytesValue":"AAEC"}},
        {"key":"__proto__","value":{"stringValue":"own"}},
        {"key":"none"}, {"value":{"stringValue":"nameless"}}, 7, null
      ]`,
    );
    expect((await sendOtlp(server, key, { body })).status).toBe(200);
    const { attributes } = await storedSpan(traceId);
    expect(JSON.parse(JSON.stringify(attributes))).toMatchObject({
      large: '9223372036854775807',
      nan: 'NaN',
      bytes: 'AAEC',
      none: null,
    });
    expect(Object.keys(attributes)).toContain('__proto__');
  });
});

describe('nesting', () => {
  it('goes so deep in lists and maps, and nobody falls', async () => {
    const nest = (levels: number): string =>
      `${'{"arrayValue":{"values":['.repeat(levels)}{"intValue":"1"}${']}}'.repeat(levels)}`;
    for (const levels of [otlpLimits.depth, otlpLimits.depth + 1, 20_000]) {
      const { traceId, body } = changed(
        '"attributes":[]',
        `"attributes":[{"key":"deep","value":${nest(levels)}}]`,
      );
      expect((await sendOtlp(server, key, { body })).status).toBe(200);
      const text = JSON.stringify((await storedSpan(traceId)).attributes.deep);
      expect(text.includes('1')).toBe(levels <= otlpLimits.depth);
    }
  });

  it('of protobuf without an end is 400', async () => {
    // Groups in groups, which no message here has.
    const body = Buffer.alloc(100_000, 0x0b);
    expect((await sendOtlp(server, key, { body })).status).toBe(400);
  });
});

describe('any bytes', () => {
  it('are taken or refused, and nothing falls', async () => {
    const { body } = good();
    const seed = toProtobuf('Traces', body);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          fc
            .array(fc.tuple(fc.nat({ max: seed.length - 1 }), fc.integer({ min: 0, max: 255 })), {
              minLength: 1,
              maxLength: 4,
            })
            .map((changes) => {
              const bytes = Buffer.from(seed);
              for (const [at, byte] of changes) bytes[at] = byte;
              return bytes;
            }),
          fc.nat({ max: seed.length }).map((length) => seed.subarray(0, length)),
        ),
        fc.constantFrom('/v1/traces' as const, '/v1/logs' as const),
        async (bytes, path) => {
          const { status } = await sendOtlp(server, key, { body: bytes, path });
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of JSON are taken or refused, and nothing falls', async () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(null, true, -1, 1e308, '', 'text', '\u0000', '\ud800'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'resourceSpans',
            'resourceLogs',
            'scopeSpans',
            'scopeLogs',
            'spans',
            'logRecords',
            'resource',
            'attributes',
            'key',
            'value',
            'traceId',
            'body',
            'kvlistValue',
            'arrayValue',
            'values',
            'events',
          ),
          tie('any'),
          { maxKeys: 4 },
        ),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(
        value,
        fc.constantFrom('/v1/traces' as const, '/v1/logs' as const),
        async (json, path) => {
          const { status } = await sendOtlp(server, key, { body: JSON.stringify(json), path });
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
  });
});
