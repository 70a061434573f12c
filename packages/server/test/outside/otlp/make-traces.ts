import { randomBytes } from 'node:crypto';

/** Small traces as an exporter writes them. */

export type GivenValue = string | number | boolean;

export interface GivenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name?: string;
  /** 2 is a server's, 3 a client's. */
  readonly kind?: number;
  /** RFC 3339; that of the test's clock unless given. */
  readonly at?: string;
  readonly durationMs?: number;
  readonly attributes?: Readonly<Record<string, GivenValue>>;
  /** 2 is an error. */
  readonly statusCode?: number;
  readonly events?: readonly object[];
}

export const newTraceId = (): string => randomBytes(16).toString('hex');
export const newSpanId = (): string => randomBytes(8).toString('hex');

export const toNanoseconds = (at: string, ms = 0): string =>
  String(BigInt(Math.round((Date.parse(at) + ms) * 1_000)) * 1_000n);

const toValue = (value: GivenValue): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
};

export const toAttributes = (given: Readonly<Record<string, GivenValue>> = {}): object[] =>
  Object.entries(given).map(([key, value]) => ({ key, value: toValue(value) }));

const usualTime = '2026-11-21T09:59:00.000Z';

export const toSpan = (span: GivenSpan): object => {
  const at = span.at ?? usualTime;
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId !== undefined && { parentSpanId: span.parentSpanId }),
    name: span.name ?? 'a span',
    kind: span.kind ?? 1,
    startTimeUnixNano: toNanoseconds(at),
    endTimeUnixNano: toNanoseconds(at, span.durationMs ?? 10),
    attributes: toAttributes(span.attributes),
    events: span.events ?? [],
    status: { code: span.statusCode ?? 0 },
  };
};

/** The body of one request. */
export const toTraces = (
  spans: readonly GivenSpan[],
  resource: Readonly<Record<string, GivenValue>> = { 'service.name': 'api' },
): object => ({
  resourceSpans: [
    {
      resource: { attributes: toAttributes(resource) },
      scopeSpans: [{ scope: { name: 'made' }, spans: spans.map(toSpan) }],
    },
  ],
});
