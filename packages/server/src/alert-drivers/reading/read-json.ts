import { Unreadable } from '../../inbox/inbox.ts';

/** @throws {Unreadable} */
export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(text.trim() === '' ? 'The body is empty.' : 'The body is not JSON.');
  }
};

/** Text, or what can be written as such; undefined of nothing, lists and objects. */
export const readScalar = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
};

export const readObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

/** The members of an object that hold text; names that came with them stay what they are. */
export const readLabels = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(readObject(value) ?? {}).flatMap(([name, inner]) => {
      const text = typeof inner === 'string' ? inner : readScalar(inner);
      return text === undefined ? [] : [[name, text]];
    }),
  );

/** The first of these that stands there and is not empty. */
export const firstLabel = (
  labels: Readonly<Record<string, string>>,
  ...names: string[]
): string | null => {
  for (const name of names) {
    const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (value !== undefined && value.trim() !== '') return value;
  }
  return null;
};

/** A W3C trace id, wherever its sender wrote it. */
export const readTraceId = (value: unknown): string | null =>
  typeof value === 'string' && /^[\da-f]{32}$/i.test(value) && !/^0+$/.test(value)
    ? value.toLowerCase()
    : null;
