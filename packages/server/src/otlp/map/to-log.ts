import { logLimits, ownLogSource, type LogLevel } from '@taffrail/contract';
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../ingest/ingest.ts';
import type { AttributeValue, OtlpLogRecord, Origin } from '../decode/otlp-data.ts';
import { storableText } from '../decode/storable-text.ts';
import { findText } from './attributes.ts';
import { idOf, isTraceId } from './ids.ts';
import { KeptAttributes } from './kept-attributes.ts';
import type { Owner } from './owner.ts';
import { toMicroseconds, toTimestamp } from './span-times.ts';

/** The lowest number of each range that is not "info": trace, debug, info have 1 to 12. */
const warningFrom = 13;
const errorFrom = 17;

const levelOfNumber = (severity: number): LogLevel => {
  if (severity >= errorFrom) return 'error';
  return severity >= warningFrom ? 'warning' : 'info';
};

const levelOfText = (severity: string): LogLevel => {
  if (/^(?:err|fatal|crit|alert|emerg|panic|severe)/i.test(severity)) return 'error';
  return /^warn/i.test(severity) ? 'warning' : 'info';
};

const names = {
  event: ['event.name'],
  exceptionType: ['exception.type'],
  exceptionMessage: ['exception.message'],
  stack: ['exception.stacktrace'],
  source: ['taffrail.source'],
  method: ['http.request.method', 'http.method'],
  route: ['http.route'],
  service: ['service.name'],
};

/** What a log says in fields of its own. */
const consumed: ReadonlySet<string> = new Set([
  ...names.exceptionType,
  ...names.stack,
  ...names.source,
]);

const readMessage = ({ body, eventName, attributes }: OtlpLogRecord): string => {
  if (typeof body === 'string' && body !== '') return body;
  const name = eventName === '' ? findText(attributes, names.event) : eventName;
  const exception = findText(attributes, names.exceptionMessage);
  const text = body === null || body === '' ? undefined : JSON.stringify(body);
  return exception ?? name ?? text ?? '(empty)';
};

/** Where it was written: a route, else a library, else a service. */
const readSource = ({ attributes }: OtlpLogRecord, { resource, scope }: Origin): string => {
  const route = findText(attributes, names.route);
  const method = findText(attributes, names.method);
  const ofRoute = route === undefined ? undefined : [method, route].filter(Boolean).join(' ');
  const ofScope = scope === '' ? undefined : scope;
  const source =
    findText(attributes, names.source) ??
    ofRoute ??
    ofScope ??
    findText(resource, names.service) ??
    'otlp';
  // That name is the console's own.
  return source === ownLogSource ? `${ownLogSource} (otlp)` : source;
};

const readContext = (
  record: OtlpLogRecord,
  message: string,
  { resource, scope }: Origin,
): Record<string, AttributeValue> => {
  const { attributes, body, spanId, severityText, eventName } = record;
  const kept = new KeptAttributes(resource);
  const keep = (name: string, value: AttributeValue | undefined): void => {
    if (value !== message) kept.add(name, value);
  };
  keep('scope', scope);
  keep('severity', severityText);
  keep('event', eventName);
  keep('spanId', spanId);
  if (typeof body !== 'string') keep('body', body);
  for (const [name, value] of attributes) if (!consumed.has(name)) keep(name, value);
  return kept.toRecord();
};

/** Postgres and JSON know no later year; what is so far ahead is refused all the same. */
const lastUs = Date.UTC(9999, 11, 31) * 1_000;

/** When it was written, else when it was seen, else now; clocks may run ahead by so much only. */
const readTime = ({ atNs, observedNs }: OtlpLogRecord, receivedAtMs: number): number =>
  Math.min(toMicroseconds(atNs > 0n ? atNs : observedNs) || receivedAtMs * 1_000, lastUs);

/** Gives records ids of what they say: what is sent again has them again. */
export class LogIds {
  readonly #counts = new Map<string, number>();

  /** Those of a request that say the very same are told apart by their number. */
  of(parts: readonly unknown[]): string {
    const hash = createHash('sha1').update(JSON.stringify(parts)).digest('hex');
    const count = this.#counts.get(hash) ?? 0;
    this.#counts.set(hash, count + 1);
    return idOf('log', hash, String(count));
  }
}

/** A log record of OpenTelemetry as one of the product's logs. */
export const toLog = (
  record: OtlpLogRecord,
  origin: Origin,
  owner: Owner,
  { ids, receivedAtMs }: { readonly ids: LogIds; readonly receivedAtMs: number },
): JsonObject => {
  const { attributes, severityNumber, severityText, traceId } = record;
  const message = readMessage(record);
  const atUs = readTime(record, receivedAtMs);
  const log = {
    kind: 'log',
    level: severityNumber > 0 ? levelOfNumber(severityNumber) : levelOfText(severityText),
    message: storableText(message, logLimits.message),
    source: storableText(readSource(record, origin), logLimits.source),
    errorType: findText(attributes, names.exceptionType, logLimits.errorType),
    stack: findText(attributes, names.stack, logLimits.stack),
    context: readContext(record, message, origin),
    traceId: isTraceId(traceId) ? traceId : undefined,
    ...owner,
    createdAt: toTimestamp(atUs),
  };
  return { ...log, id: ids.of([log, String(record.atNs || record.observedNs)]) };
};
