import {
  type AlertMapping,
  type FieldLookup,
  type MappedField,
  type MappedStatus,
  type Severity,
} from '@taffrail/contract';
import { readScalar } from '../reading/read-json.ts';
import { normalise, readSeverity, readStatus } from '../reading/read-words.ts';
import { parsePointer, resolvePointer, type Tokens } from './json-pointer.ts';

export interface Found {
  /** Null of what is taken where nothing stands. */
  readonly pointer: string | null;
  readonly text: string;
}

/** A mapping, ready to be asked. */
export interface CompiledMapping {
  /** Undefined where there is nothing. */
  readonly find: (field: MappedField, item: unknown) => Found | undefined;
  readonly toStatus: (word: string) => MappedStatus | undefined;
  readonly toSeverity: (word: string) => Severity | undefined;
  readonly labels: readonly (readonly [name: string, tokens: Tokens])[];
  /** What of a body is an alert each. */
  readonly itemsOf: (body: unknown) => readonly unknown[];
}

const compileLookup = ({ from, otherwise }: FieldLookup) => {
  const places = from.map((pointer) => ({ pointer, tokens: parsePointer(pointer) }));
  return (item: unknown): Found | undefined => {
    for (const { pointer, tokens } of places) {
      const text = readScalar(resolvePointer(item, tokens));
      if (text !== undefined) return { pointer, text };
    }
    return otherwise === undefined ? undefined : { pointer: null, text: otherwise };
  };
};

const compileWords = <Meaning>(
  words: Readonly<Record<string, Meaning>> | undefined,
): ((word: string) => Meaning | undefined) | undefined => {
  if (!words || Object.keys(words).length === 0) return undefined;
  const known = new Map(Object.entries(words).map(([word, value]) => [normalise(word), value]));
  return (word) => known.get(normalise(word)) ?? known.get('*');
};

const listOf = (tokens: Tokens | undefined, body: unknown): readonly unknown[] => {
  const list = tokens === undefined ? body : resolvePointer(body, tokens);
  return Array.isArray(list) ? list : [body];
};

export const compileMapping = (mapping: AlertMapping): CompiledMapping => {
  const { list, fields, statuses, severities, labels = {} } = mapping;
  const lookups = new Map(
    (Object.entries(fields) as [MappedField, FieldLookup | undefined][]).flatMap(
      ([field, lookup]) => (lookup ? [[field, compileLookup(lookup)] as const] : []),
    ),
  );
  const listTokens = list === undefined ? undefined : parsePointer(list);
  const severityOf = compileWords(severities);
  return {
    find: (field, item) => lookups.get(field)?.(item),
    toStatus: compileWords(statuses) ?? readStatus,
    // Words that are not told keep the meaning that they have everywhere.
    toSeverity: (word) => severityOf?.(word) ?? readSeverity(word),
    labels: Object.entries(labels).map(([name, pointer]) => [name, parsePointer(pointer)]),
    itemsOf: (body) => listOf(listTokens, body),
  };
};
