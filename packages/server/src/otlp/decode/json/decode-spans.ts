import { otlpLimits } from '@taffrail/contract';
import type { OtlpEvent, OtlpLink, OtlpSpan, TakeSpan } from '../otlp-data.ts';
import {
  fieldsOf,
  hexOf,
  integerOf,
  listOf,
  nameOf,
  numberOf,
  textOf,
  type JsonFields,
} from './json-fields.ts';
import { parseBody } from './parse-body.ts';
import { readAttributes } from './read-attributes.ts';
import { readOrigins } from './read-origins.ts';

const lists = { ofRequest: 'resourceSpans', ofResource: 'scopeSpans', ofScope: 'spans' };

const readEvent = (event: JsonFields): OtlpEvent => ({
  name: nameOf(event['name']),
  atNs: integerOf(event['timeUnixNano']) ?? 0n,
  attributes: readAttributes(event['attributes']).values,
});

const readLink = (link: JsonFields): OtlpLink => ({
  traceId: hexOf(link['traceId']),
  spanId: hexOf(link['spanId']),
  attributes: readAttributes(link['attributes']).values,
});

const readSpan = (span: JsonFields): OtlpSpan => {
  const attributes = readAttributes(span['attributes']);
  const events = listOf(span['events']);
  const links = listOf(span['links']);
  const status = fieldsOf(span['status']);
  return {
    traceId: hexOf(span['traceId']),
    spanId: hexOf(span['spanId']),
    parentSpanId: hexOf(span['parentSpanId']),
    name: nameOf(span['name']),
    kind: numberOf(span['kind']),
    startNs: integerOf(span['startTimeUnixNano']) ?? 0n,
    endNs: integerOf(span['endTimeUnixNano']) ?? 0n,
    attributes: attributes.values,
    events: events.slice(0, otlpLimits.events).map(fieldsOf).map(readEvent),
    links: links.slice(0, otlpLimits.links).map(fieldsOf).map(readLink),
    statusCode: numberOf(status['code']),
    statusMessage: textOf(status['message']),
    dropped:
      attributes.dropped +
      Math.max(0, events.length - otlpLimits.events) +
      Math.max(0, links.length - otlpLimits.links) +
      numberOf(span['droppedAttributesCount']) +
      numberOf(span['droppedEventsCount']) +
      numberOf(span['droppedLinksCount']),
  };
};

/** @throws `payload_too_large`, `unreadable_body`, `too_many_records` */
export const decodeSpans = (body: Buffer, take: TakeSpan): void =>
  readOrigins(parseBody(body), lists, (span, origin) => take(readSpan(span), origin));
