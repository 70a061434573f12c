import { otlpLimits, SpanKind, type SpanStatus } from '@taffrail/contract';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import { writeMicroseconds, type NewSpan, type SpanResource } from '../../spans/spans.ts';
import type { Attributes, OtlpEvent, OtlpLink, OtlpSpan, Origin } from '../decode/otlp-data.ts';
import { findText } from './attributes.ts';
import { idOf, isSpanId } from './ids.ts';
import { toMicroseconds, type SpanTimes } from './span-times.ts';
import { toStoredAttributes } from './stored-attributes.ts';

/** In the order of the enum, which has "unspecified" before them: internal is the default. */
const kinds = SpanKind.options;
const statuses: readonly SpanStatus[] = ['unset', 'ok', 'error'];

/** Of all events, and of all links, as JSON; further ones are left out. */
const mostCharacters = 262_144;
const mostDropped = 2 ** 31 - 1;

/** Remembered for as long as its request is read. */
const resources = new WeakMap<Attributes, SpanResource>();

const toResource = (attributes: Attributes): SpanResource => {
  const known = resources.get(attributes);
  if (known) return known;
  const { json } = toStoredAttributes(
    new Map([...attributes].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
  const resource = { id: idOf('resource', json), attributes: json };
  resources.set(attributes, resource);
  return resource;
};

interface Stored {
  readonly json: string;
  readonly dropped: number;
}

/** A JSON list of what there is room for. */
const toList = <T>(items: readonly T[], toJson: (item: T) => string): Stored => {
  let inner = '';
  let dropped = 0;
  for (const item of items) {
    const json = toJson(item);
    if (inner.length + json.length > mostCharacters) dropped += 1;
    else inner += inner === '' ? json : `,${json}`;
  }
  return { json: `[${inner}]`, dropped };
};

const lastUs = Date.UTC(9999, 11, 31) * 1_000;

const toEvent = ({ name, atNs, attributes }: OtlpEvent): string => {
  const at = writeMicroseconds(Math.min(toMicroseconds(atNs), lastUs));
  return `{"name":${JSON.stringify(name)},"at":"${at}","attributes":${toStoredAttributes(attributes).json}}`;
};

const toLink = ({ traceId, spanId, attributes }: OtlpLink): string =>
  `{"traceId":${JSON.stringify(traceId)},"spanId":${JSON.stringify(spanId)},"attributes":${toStoredAttributes(attributes).json}}`;

const toParent = ({ parentSpanId, spanId }: OtlpSpan): string | null =>
  isSpanId(parentSpanId) && parentSpanId !== spanId ? parentSpanId : null;

/** What is stored of a span, but for whose it is. */
export const toSpan = (
  span: OtlpSpan,
  { resource, scope }: Origin,
  times: SpanTimes,
): Omit<NewSpan, 'organization' | 'user' | 'sessionId' | 'receivedAt'> => {
  const attributes = toStoredAttributes(span.attributes);
  const events = toList(span.events, toEvent);
  const links = toList(span.links, toLink);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: toParent(span),
    name: span.name,
    kind: kinds[span.kind - 1] ?? 'internal',
    service: (findText(resource, ['service.name']) ?? '').slice(0, otlpLimits.name),
    scope: scope === '' ? null : scope,
    ...times,
    status: statuses[span.statusCode] ?? 'unset',
    statusMessage: span.statusMessage === '' ? null : scrubText(span.statusMessage),
    resource: toResource(resource),
    attributes: attributes.json,
    events: events.json,
    links: links.json,
    dropped: Math.min(
      span.dropped + attributes.dropped + events.dropped + links.dropped,
      mostDropped,
    ),
  };
};
