import type { OtlpLogRecord, TakeLogRecord } from '../otlp-data.ts';
import { hexOf, integerOf, nameOf, numberOf, type JsonFields } from './json-fields.ts';
import { parseBody } from './parse-body.ts';
import { readAnyValue, readAttributes } from './read-attributes.ts';
import { readOrigins } from './read-origins.ts';

const lists = { ofRequest: 'resourceLogs', ofResource: 'scopeLogs', ofScope: 'logRecords' };

const readLogRecord = (record: JsonFields): OtlpLogRecord => ({
  traceId: hexOf(record['traceId']),
  spanId: hexOf(record['spanId']),
  atNs: integerOf(record['timeUnixNano']) ?? 0n,
  observedNs: integerOf(record['observedTimeUnixNano']) ?? 0n,
  severityNumber: numberOf(record['severityNumber']),
  severityText: nameOf(record['severityText']),
  body: readAnyValue(record['body']),
  eventName: nameOf(record['eventName']),
  attributes: readAttributes(record['attributes']).values,
});

/** @throws `payload_too_large`, `unreadable_body`, `too_many_records` */
export const decodeLogs = (body: Buffer, take: TakeLogRecord): void =>
  readOrigins(parseBody(body), lists, (record, origin) => take(readLogRecord(record), origin));
