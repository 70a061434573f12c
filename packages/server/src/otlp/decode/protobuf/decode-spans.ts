import { otlpLimits } from '@taffrail/contract';
import type { Reader } from 'protobufjs/minimal.js';
import { AttributeList } from '../attribute-list.ts';
import type { OtlpEvent, OtlpLink, OtlpSpan, TakeSpan } from '../otlp-data.ts';
import { storableText } from '../storable-text.ts';
import { readFixed64, readHex, readEnd, readFields, tagOf } from './message.ts';
import { readAttribute } from './read-attributes.ts';
import { readRecords } from './read-records.ts';

/** opentelemetry/proto/trace/v1/trace.proto: Span and what is in it. */
const ofSpan = {
  traceId: tagOf(1, 'bytes'),
  spanId: tagOf(2, 'bytes'),
  parentSpanId: tagOf(4, 'bytes'),
  name: tagOf(5, 'bytes'),
  kind: tagOf(6, 'varint'),
  start: tagOf(7, 'fixed64'),
  end: tagOf(8, 'fixed64'),
  attribute: tagOf(9, 'bytes'),
  droppedAttributes: tagOf(10, 'varint'),
  event: tagOf(11, 'bytes'),
  droppedEvents: tagOf(12, 'varint'),
  link: tagOf(13, 'bytes'),
  droppedLinks: tagOf(14, 'varint'),
  status: tagOf(15, 'bytes'),
};
const ofEvent = {
  at: tagOf(1, 'fixed64'),
  name: tagOf(2, 'bytes'),
  attribute: tagOf(3, 'bytes'),
};
const ofLink = {
  traceId: tagOf(1, 'bytes'),
  spanId: tagOf(2, 'bytes'),
  attribute: tagOf(4, 'bytes'),
};
const ofStatus = { message: tagOf(2, 'bytes'), code: tagOf(3, 'varint') };

const readEvent = (reader: Reader): OtlpEvent => {
  const attributes = new AttributeList();
  let name = '';
  let atNs = 0n;
  readFields(reader, readEnd(reader), (tag) => {
    if (tag === ofEvent.at) atNs = readFixed64(reader);
    else if (tag === ofEvent.name) name = storableText(reader.string(), otlpLimits.name);
    else if (tag === ofEvent.attribute) readAttribute(reader, attributes);
    else return false;
    return true;
  });
  return { name, atNs, attributes: attributes.values };
};

const readLink = (reader: Reader): OtlpLink => {
  const attributes = new AttributeList();
  let traceId = '';
  let spanId = '';
  readFields(reader, readEnd(reader), (tag) => {
    if (tag === ofLink.traceId) traceId = readHex(reader);
    else if (tag === ofLink.spanId) spanId = readHex(reader);
    else if (tag === ofLink.attribute) readAttribute(reader, attributes);
    else return false;
    return true;
  });
  return { traceId, spanId, attributes: attributes.values };
};

const readStatus = (reader: Reader): { code: number; message: string } => {
  const status = { code: 0, message: '' };
  readFields(reader, readEnd(reader), (tag) => {
    if (tag === ofStatus.message) status.message = storableText(reader.string());
    else if (tag === ofStatus.code) status.code = reader.int32();
    else return false;
    return true;
  });
  return status;
};

const readSpan = (reader: Reader, end: number): OtlpSpan => {
  const attributes = new AttributeList();
  const events: OtlpEvent[] = [];
  const links: OtlpLink[] = [];
  const ids = { traceId: '', spanId: '', parentSpanId: '' };
  let [name, kind, startNs, endNs, dropped] = ['', 0, 0n, 0n, 0];
  let status = { code: 0, message: '' };
  readFields(reader, end, (tag) => {
    if (tag === ofSpan.attribute) readAttribute(reader, attributes);
    else if (tag === ofSpan.traceId) ids.traceId = readHex(reader);
    else if (tag === ofSpan.spanId) ids.spanId = readHex(reader);
    else if (tag === ofSpan.parentSpanId) ids.parentSpanId = readHex(reader);
    else if (tag === ofSpan.name) name = storableText(reader.string(), otlpLimits.name);
    else if (tag === ofSpan.kind) kind = reader.int32();
    else if (tag === ofSpan.start) startNs = readFixed64(reader);
    else if (tag === ofSpan.end) endNs = readFixed64(reader);
    else if (tag === ofSpan.status) status = readStatus(reader);
    else if (tag === ofSpan.event && events.length < otlpLimits.events)
      events.push(readEvent(reader));
    else if (tag === ofSpan.link && links.length < otlpLimits.links) links.push(readLink(reader));
    else if (
      tag === ofSpan.droppedAttributes ||
      tag === ofSpan.droppedEvents ||
      tag === ofSpan.droppedLinks
    )
      dropped += reader.uint32();
    else {
      if (tag === ofSpan.event || tag === ofSpan.link) dropped += 1;
      return false;
    }
    return true;
  });
  return {
    ...ids,
    name,
    kind,
    startNs,
    endNs,
    attributes: attributes.values,
    events,
    links,
    statusCode: status.code,
    statusMessage: status.message,
    dropped: dropped + attributes.dropped,
  };
};

/** @throws `unreadable_body`, `too_many_records` */
export const decodeSpans = (body: Buffer, take: TakeSpan): void =>
  readRecords(body, readSpan, take);
