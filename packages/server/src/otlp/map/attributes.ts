import type { Attributes } from '../decode/otlp-data.ts';
import { storableText } from '../decode/storable-text.ts';

/** Reads attributes by the first of several names that has what is looked for. */

const first = <T>(
  attributes: Attributes,
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined => {
  for (const name of names) {
    const found = read(attributes.get(name));
    if (found !== undefined) return found;
  }
  return undefined;
};

const toText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const numeric = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Some senders write all that they know as text. */
const toNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numeric.test(value) ? Number(value) : undefined;
};

const toCount = (value: unknown): number | undefined => {
  const count = toNumber(value);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
};

/** Not empty; numbers as text. */
export const findText = (
  attributes: Attributes,
  names: readonly string[],
  mostCharacters?: number,
): string | undefined => {
  const text = first(attributes, names, toText);
  return text === undefined ? undefined : storableText(text, mostCharacters);
};

export const findNumber = (attributes: Attributes, names: readonly string[]): number | undefined =>
  first(attributes, names, toNumber);

/** A whole number from 0. */
export const findCount = (attributes: Attributes, names: readonly string[]): number | undefined =>
  first(attributes, names, toCount);
