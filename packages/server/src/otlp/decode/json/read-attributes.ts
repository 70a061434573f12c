import { otlpLimits } from '@taffrail/contract';
import { AttributeList } from '../attribute-list.ts';
import { toDouble, toInteger } from '../numbers.ts';
import type { AttributeValue } from '../otlp-data.ts';
import { storableText } from '../storable-text.ts';
import { fieldsOf, integerOf, isFields, listOf, nameOf, type JsonFields } from './json-fields.ts';

const readList = (value: unknown, depth: number): AttributeValue[] =>
  listOf(fieldsOf(value)['values'])
    .slice(0, otlpLimits.attributes)
    .map((inner) => readAnyValue(inner, depth));

const readMap = (value: unknown, depth: number): Record<string, AttributeValue> =>
  Object.fromEntries(
    listOf(fieldsOf(value)['values'])
      .slice(0, otlpLimits.attributes)
      .map(fieldsOf)
      .map((entry) => [nameOf(entry['key']), readAnyValue(entry['value'], depth)]),
  );

/** A double may be written as text where JSON has no number for it. */
const readDouble = (value: unknown): AttributeValue =>
  typeof value === 'number' ? toDouble(value) : storableText(String(value));

const readScalar = (fields: JsonFields): AttributeValue => {
  const { stringValue, boolValue, intValue, doubleValue, bytesValue } = fields;
  if (typeof stringValue === 'string') return storableText(stringValue);
  if (typeof boolValue === 'boolean') return boolValue;
  const integer = integerOf(intValue);
  if (integer !== undefined) return toInteger(integer);
  if (typeof doubleValue === 'number' || typeof doubleValue === 'string')
    return readDouble(doubleValue);
  // Base64 already.
  return typeof bytesValue === 'string' ? storableText(bytesValue) : null;
};

/** Null where nothing is set, and where lists and maps lie deeper than they may. */
export const readAnyValue = (value: unknown, depth: number = otlpLimits.depth): AttributeValue => {
  if (!isFields(value)) return null;
  const { arrayValue, kvlistValue } = value;
  if (arrayValue !== undefined) return depth > 0 ? readList(arrayValue, depth - 1) : null;
  if (kvlistValue !== undefined) return depth > 0 ? readMap(kvlistValue, depth - 1) : null;
  return readScalar(value);
};

export const readAttributes = (value: unknown): AttributeList => {
  const attributes = new AttributeList();
  for (const entry of listOf(value)) {
    if (!attributes.makeRoom()) continue;
    const { key, value: given } = fieldsOf(entry);
    attributes.set(nameOf(key), readAnyValue(given));
  }
  return attributes;
};
