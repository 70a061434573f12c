import { z } from 'zod';

/** For how long spans are kept and accepted. */
export const spanKeptDays = 30;

export const SpanKind = z.enum(['internal', 'server', 'client', 'producer', 'consumer']);
export type SpanKind = z.infer<typeof SpanKind>;

export const SpanStatus = z.enum(['unset', 'ok', 'error']);
export type SpanStatus = z.infer<typeof SpanStatus>;

/** What `POST /v1/traces` and `/v1/logs` take. */
export const otlpLimits = {
  /** Of the body as sent, and of what it unpacks to. */
  bodyBytes: 16 * 1024 * 1024,
  /** Spans, or log records, of one request. */
  records: 50_000,
  /** Objects and lists of a JSON body: a few bytes each, and far more as objects. */
  jsonValues: 1_000_000,
  /** Of one span, event or log record; further ones are left out and counted. */
  attributes: 256,
  /** Of one span. */
  events: 128,
  links: 128,
  /** Characters of a text; the rest is cut off. */
  text: 16_384,
  name: 300,
  /** Of lists and maps in an attribute. */
  depth: 8,
  /** Of the attributes of one span or event as JSON; further ones are left out and counted. */
  attributesBytes: 65_536,
} as const;
