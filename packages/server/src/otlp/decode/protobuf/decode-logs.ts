import { otlpLimits } from '@taffrail/contract';
import type { Reader } from 'protobufjs/minimal.js';
import { AttributeList } from '../attribute-list.ts';
import type { AttributeValue, OtlpLogRecord, TakeLogRecord } from '../otlp-data.ts';
import { storableText } from '../storable-text.ts';
import { readFixed64, readHex, readEnd, readFields, tagOf } from './message.ts';
import { readAnyValue, readAttribute } from './read-attributes.ts';
import { readRecords } from './read-records.ts';

/** opentelemetry/proto/logs/v1/logs.proto: LogRecord. */
const ofRecord = {
  at: tagOf(1, 'fixed64'),
  severityNumber: tagOf(2, 'varint'),
  severityText: tagOf(3, 'bytes'),
  body: tagOf(5, 'bytes'),
  attribute: tagOf(6, 'bytes'),
  traceId: tagOf(9, 'bytes'),
  spanId: tagOf(10, 'bytes'),
  observed: tagOf(11, 'fixed64'),
  eventName: tagOf(12, 'bytes'),
};

const readLogRecord = (reader: Reader, end: number): OtlpLogRecord => {
  const attributes = new AttributeList();
  const texts = { traceId: '', spanId: '', severityText: '', eventName: '' };
  const times = { atNs: 0n, observedNs: 0n };
  let severityNumber = 0;
  let body: AttributeValue = null;
  readFields(reader, end, (tag) => {
    if (tag === ofRecord.attribute) readAttribute(reader, attributes);
    else if (tag === ofRecord.at) times.atNs = readFixed64(reader);
    else if (tag === ofRecord.observed) times.observedNs = readFixed64(reader);
    else if (tag === ofRecord.severityNumber) severityNumber = reader.int32();
    else if (tag === ofRecord.severityText)
      texts.severityText = storableText(reader.string(), otlpLimits.name);
    else if (tag === ofRecord.body) body = readAnyValue(reader, readEnd(reader));
    else if (tag === ofRecord.traceId) texts.traceId = readHex(reader);
    else if (tag === ofRecord.spanId) texts.spanId = readHex(reader);
    else if (tag === ofRecord.eventName)
      texts.eventName = storableText(reader.string(), otlpLimits.name);
    else return false;
    return true;
  });
  return { ...texts, ...times, severityNumber, body, attributes: attributes.values };
};

/** @throws `unreadable_body`, `too_many_records` */
export const decodeLogs = (body: Buffer, take: TakeLogRecord): void =>
  readRecords(body, readLogRecord, take);
