import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toProtobuf } from '../../../test/outside/otlp/otlp-schema.ts';
import { decodeLogs as decodeJsonLogs } from './json/decode-logs.ts';
import { decodeSpans as decodeJsonSpans } from './json/decode-spans.ts';
import type { OtlpLogRecord, OtlpSpan, Origin } from './otlp-data.ts';
import { decodeLogs } from './protobuf/decode-logs.ts';
import { decodeSpans } from './protobuf/decode-spans.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((given) => Buffer.from(given).toString('hex'));
const nanoseconds = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);

const { anyValue, keyValues } = fc.letrec((tie) => ({
  anyValue: fc.oneof(
    { depthSize: 'small' },
    fc.record({ stringValue: text }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: int64 }),
    fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
    fc.record({
      bytesValue: fc.uint8Array({ maxLength: 9 }).map((b) => Buffer.from(b).toString('base64')),
    }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('anyValue'), { maxLength: 3 }) }) }),
    fc.record({ kvlistValue: fc.record({ values: tie('keyValues') }) }),
  ),
  keyValues: fc.array(fc.record({ key: text, value: tie('anyValue') }), { maxLength: 4 }),
}));

const resource = fc.record({ attributes: keyValues });
const scope = fc.record({ name: text, version: text });
const event = fc.record({ name: text, timeUnixNano: nanoseconds, attributes: keyValues });
const link = fc.record({ traceId: hex(16), spanId: hex(8), attributes: keyValues });
const span = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: hex(8),
  name: text,
  kind: fc.integer({ min: 0, max: 5 }),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: keyValues,
  droppedAttributesCount: fc.nat({ max: 1_000 }),
  events: fc.array(event, { maxLength: 3 }),
  droppedEventsCount: fc.nat({ max: 1_000 }),
  links: fc.array(link, { maxLength: 3 }),
  droppedLinksCount: fc.nat({ max: 1_000 }),
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: text }),
  traceState: text,
  flags: fc.nat(),
});
const logRecord = fc.record({
  timeUnixNano: nanoseconds,
  observedTimeUnixNano: nanoseconds,
  severityNumber: fc.integer({ min: 0, max: 24 }),
  severityText: text,
  body: anyValue,
  eventName: text,
  attributes: keyValues,
  traceId: hex(16),
  spanId: hex(8),
});
const few = { maxLength: 3 };
const traces = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource,
      scopeSpans: fc.array(fc.record({ scope, spans: fc.array(span, few) }), few),
    }),
    few,
  ),
});
const logs = fc.record({
  resourceLogs: fc.array(
    fc.record({
      resource,
      scopeLogs: fc.array(fc.record({ scope, logRecords: fc.array(logRecord, few) }), few),
    }),
    few,
  ),
});

type Decode<T> = (body: Buffer, take: (record: T, origin: Origin) => void) => void;

const all = <T>(decode: Decode<T>, body: Buffer): [T, Origin][] => {
  const taken: [T, Origin][] = [];
  decode(body, (record, origin) => taken.push([record, origin]));
  return taken;
};

const toBody = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));

describe('both encodings', () => {
  it('say the same of spans', () => {
    fc.assert(
      fc.property(traces, (given) => {
        const byProtobuf = all<OtlpSpan>(decodeSpans, toProtobuf('Traces', given));
        expect(byProtobuf).toEqual(all<OtlpSpan>(decodeJsonSpans, toBody(given)));
      }),
      { numRuns: 200 },
    );
  });

  it('say the same of log records', () => {
    fc.assert(
      fc.property(logs, (given) => {
        const byProtobuf = all<OtlpLogRecord>(decodeLogs, toProtobuf('Logs', given));
        expect(byProtobuf).toEqual(all<OtlpLogRecord>(decodeJsonLogs, toBody(given)));
      }),
      { numRuns: 200 },
    );
  });

  it('may write a resource behind its spans', () => {
    const given = {
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'api' } }] },
          scopeSpans: [{ scope: { name: 'made' }, spans: [{ name: 'a span' }] }],
        },
      ],
    };
    const body = toProtobuf('Traces', given);
    // The two fields of ResourceSpans change places.
    const inner = body.subarray(2);
    const ofResource = 2 + (inner[1] ?? 0);
    const turned = Buffer.concat([
      body.subarray(0, 2),
      inner.subarray(ofResource),
      inner.subarray(0, ofResource),
    ]);
    const [first] = all<OtlpSpan>(decodeSpans, turned);
    expect(first?.[0].name).toBe('a span');
    expect(first?.[1]).toEqual({ resource: new Map([['service.name', 'api']]), scope: 'made' });
  });
});
