import { otlpLimits } from '@taffrail/contract';
import type { Reader } from 'protobufjs/minimal.js';
import type { AttributeList } from '../attribute-list.ts';
import { toDouble, toInteger } from '../numbers.ts';
import type { AttributeValue } from '../otlp-data.ts';
import { storableText } from '../storable-text.ts';
import { readEnd, readFields, readInt64, tagOf } from './message.ts';

/** opentelemetry/proto/common/v1/common.proto: AnyValue, ArrayValue and KeyValueList, KeyValue. */
const anyValue = {
  text: tagOf(1, 'bytes'),
  boolean: tagOf(2, 'varint'),
  integer: tagOf(3, 'varint'),
  double: tagOf(4, 'fixed64'),
  list: tagOf(5, 'bytes'),
  map: tagOf(6, 'bytes'),
  bytes: tagOf(7, 'bytes'),
};
const inner = tagOf(1, 'bytes');
const keyValue = { key: tagOf(1, 'bytes'), value: tagOf(2, 'bytes') };

const readBase64 = (reader: Reader): string => {
  const bytes = reader.bytes().subarray(0, otlpLimits.text);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
};

const readList = (reader: Reader, depth: number): AttributeValue[] => {
  const values: AttributeValue[] = [];
  readFields(reader, readEnd(reader), (tag) => {
    if (tag !== inner || values.length === otlpLimits.attributes) return false;
    values.push(readAnyValue(reader, readEnd(reader), depth));
    return true;
  });
  return values;
};

const readMap = (reader: Reader, depth: number): Record<string, AttributeValue> => {
  const entries = new Map<string, AttributeValue>();
  readFields(reader, readEnd(reader), (tag) => {
    if (tag !== inner || entries.size === otlpLimits.attributes) return false;
    readKeyValue(reader, readEnd(reader), depth, (name, value) => entries.set(name, value));
    return true;
  });
  return Object.fromEntries(entries);
};

/** Null where nothing is set, and where lists and maps lie deeper than they may. */
export const readAnyValue = (
  reader: Reader,
  end: number,
  depth: number = otlpLimits.depth,
): AttributeValue => {
  let value: AttributeValue = null;
  readFields(reader, end, (tag) => {
    if (tag === anyValue.text) value = storableText(reader.string());
    else if (tag === anyValue.boolean) value = reader.bool();
    else if (tag === anyValue.integer) value = toInteger(readInt64(reader));
    else if (tag === anyValue.double) value = toDouble(reader.double());
    else if (tag === anyValue.bytes) value = readBase64(reader);
    else if (tag === anyValue.list && depth > 0) value = readList(reader, depth - 1);
    else if (tag === anyValue.map && depth > 0) value = readMap(reader, depth - 1);
    else return false;
    return true;
  });
  return value;
};

const readKeyValue = (
  reader: Reader,
  end: number,
  depth: number,
  take: (name: string, value: AttributeValue) => void,
): void => {
  let name = '';
  let value: AttributeValue = null;
  readFields(reader, end, (tag) => {
    if (tag === keyValue.key) name = storableText(reader.string(), otlpLimits.name);
    else if (tag === keyValue.value) value = readAnyValue(reader, readEnd(reader), depth);
    else return false;
    return true;
  });
  take(name, value);
};

/** The next attribute of many. */
export const readAttribute = (reader: Reader, attributes: AttributeList): void => {
  const end = readEnd(reader);
  if (attributes.makeRoom())
    readKeyValue(reader, end, otlpLimits.depth, (name, value) => attributes.set(name, value));
  else reader.pos = end;
};
