import { addFilter, type Filter } from './filters.ts';

/**
 * The language of a filter bar: `action:lead.* org:"Acme Inc" metadata.country=DE "free text"`.
 * What is read is what is written: `readFilterText(writeFilterText(…))` gives the same filters.
 */

/** A field as it is typed: `action:lead.*`, `org:"Acme"`, `-user:bot`. */
export interface TypedField {
  readonly id: string;
  /** What may be typed for it, besides the id; the first one is written. */
  readonly aliases: readonly string[];
  /** Whether `-field:value` is possible. */
  readonly negatable?: boolean | undefined;
  /** Its values are `key=value`, typed as `field.key=value`. */
  readonly keyed?: boolean | undefined;
  /** Why a value is impossible, or null. */
  readonly check?: ((value: string) => string | null) | undefined;
}

export interface FilterText {
  readonly filters: readonly Filter[];
  /** The free words. */
  readonly rest: string;
  /** One sentence for each filter that was meant but cannot be. */
  readonly problems: readonly string[];
}

/** Anything but white space, which may stand in quotes; a quote without its end is a character. */
const token = /(?:"(?:[^"\\]|\\.)*"|\S)+/gs;
const quoted = /"((?:[^"\\]|\\.)*)"/gs;
const head = /^(-?)([A-Za-z]\w*)([:.])(.+)$/s;
const listItem = /(?:"(?:[^"\\]|\\.)*"|[^,])+/gs;

const unquote = (text: string): string =>
  text.replace(quoted, (_, inside: string) => inside.replaceAll(/\\(.)/gs, '$1'));

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const isWholeQuote = (word: string): boolean => word.replace(quoted, '') === '' && word !== '';

/** The field that a word begins with, where it begins with one. */
const fieldOf = (
  name: string,
  separator: string | undefined,
  fields: readonly TypedField[],
): TypedField | undefined => {
  const field = fields.find(
    ({ id, aliases }) => id === name || aliases.includes(name.toLowerCase()),
  );
  return separator === ':' || field?.keyed ? field : undefined;
};

/** A filter, words (null), or a sentence that says what is wrong. */
const readToken = (word: string, fields: readonly TypedField[]): Filter | string | null => {
  const [, minus, name = '', separator, value = ''] = head.exec(word) ?? [];
  const field = fieldOf(name, separator, fields);
  if (!field) return null;
  const values =
    separator === '.'
      ? [unquote(value)]
      : (value.match(listItem) ?? []).map(unquote).filter((item) => item !== '');
  if (values.length === 0) return null;
  if (field.keyed && !values.every((item) => /^[^=]+=/.test(item))) {
    return separator === '.' ? null : `${word} needs a key and a value, as ${name}.country=DE.`;
  }
  if (minus && !field.negatable) return `${word} cannot exclude: only what is asked for is shown.`;
  const wrong = values.map((item) => field.check?.(item)).find(Boolean);
  return wrong ?? { field: field.id, op: minus ? 'not' : 'in', values };
};

/** The filters in a text, and the free words that remain. Fields unknown here stay words. */
export const readFilterText = (text: string, fields: readonly TypedField[]): FilterText => {
  let filters: readonly Filter[] = [];
  const words: string[] = [];
  const problems: string[] = [];
  for (const word of text.match(token) ?? []) {
    const read = readToken(word, fields);
    if (read === null) words.push(isWholeQuote(word) ? unquote(word) : word);
    else if (typeof read === 'string') problems.push(read);
    else filters = addFilter(filters, read);
  }
  return { filters, rest: words.join(' ').trim(), problems };
};

const writeValue = (value: string, plain: RegExp): string =>
  plain.test(value) ? value : quote(value);
const plainItem = /^[^\s",]+$/;
const plainText = /^[^\s"]*$/;

const writeFilter = ({ field: id, op, values }: Filter, fields: readonly TypedField[]): string => {
  const field = fields.find((each) => each.id === id);
  const name = `${op === 'not' ? '-' : ''}${field?.aliases[0] ?? id}`;
  if (!field?.keyed) {
    return `${name}:${values.map((value) => writeValue(value, plainItem)).join(',')}`;
  }
  return values
    .map((value) => {
      const at = value.indexOf('=');
      const key = writeValue(value.slice(0, at), plainText);
      return `${name}.${key}=${writeValue(value.slice(at + 1), plainText)}`;
    })
    .join(' ');
};

/** Free words as they must be typed: in quotes where they would be read as something else. */
export const writeFreeText = (q: string, fields: readonly TypedField[]): string => {
  const { filters, rest, problems } = readFilterText(q, fields);
  const isPlain = filters.length === 0 && problems.length === 0 && rest === q;
  return isPlain ? q : quote(q);
};

/** Filters and free words as one line of text. */
export const writeFilterText = (
  filters: readonly Filter[],
  q: string,
  fields: readonly TypedField[],
): string =>
  [...filters.map((filter) => writeFilter(filter, fields)), writeFreeText(q, fields)]
    .filter(Boolean)
    .join(' ');

/** Whether a text is still being written: a field without its value, or a quote without its end. */
export const isUnfinished = (text: string, fields: readonly TypedField[]): boolean =>
  text.replace(quoted, '').includes('"') ||
  (text.match(token) ?? []).some((word) => {
    const [, name = '', separator] = /^-?([A-Za-z]\w*)([:.])/.exec(word) ?? [];
    return fieldOf(name, separator, fields) !== undefined;
  });
