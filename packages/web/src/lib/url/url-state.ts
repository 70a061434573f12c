import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { z } from 'zod';
import { reportIgnored } from './ignored-parameters.ts';

/** The URL is the state of a page: text in, text out, in one order. */
export type RawSearch = Record<string, string | string[]>;

const order = [
  'range',
  'compare',
  'tz',
  'q',
  'f',
  'group',
  'sort',
  'after',
  'before',
  'view',
  'tab',
  'peek',
  'live',
];
const rank = (name: string): number => {
  const at = order.indexOf(name);
  return at === -1 ? order.length : at;
};
/** These may occur more than once. */
const repeatable = new Set(['f']);

export const parseSearch = (search: string): RawSearch => {
  const raw: RawSearch = {};
  const params = new URLSearchParams(search);
  for (const name of new Set(params.keys())) {
    raw[name] = repeatable.has(name) ? params.getAll(name) : (params.get(name) ?? '');
  }
  return raw;
};

/** Readable: `,`, `:`, `/` and `*` need no escape in a query. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

export const stringifySearch = (search: Record<string, unknown>): string => {
  const pairs = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (item) => `${encode(name)}=${encode(String(item))}`,
      ),
    );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** A page's parameters: every field optional, fed with text (or texts, where it repeats). */
export type SearchSchema = z.ZodObject<Record<string, z.ZodType>>;

/** What can be read of a page's parameters, and the names of those that cannot. */
export const readSearch = <S extends SearchSchema>(
  schema: S,
  raw: Record<string, unknown>,
): { values: z.output<S>; ignored: string[] } => {
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, given] of Object.entries(raw)) {
    if (given === undefined) continue;
    const field = schema.shape[name];
    const parsed = field?.safeParse(given);
    if (parsed?.success) {
      if (parsed.data !== undefined) values[name] = parsed.data;
      continue;
    }
    ignored.push(name);
    // Of several, the good ones stay.
    if (!field || !Array.isArray(given)) continue;
    const good = given.filter((item) => field.safeParse([item]).success);
    if (good.length > 0) values[name] = good;
  }
  return { values: values as z.output<S>, ignored };
};

/** For a route's `validateSearch`: a bad link shows the page, with a notice of what was ignored. */
export const searchOf =
  <S extends SearchSchema>(schema: S) =>
  (raw: Record<string, unknown>): z.output<S> => {
    const { values, ignored } = readSearch(schema, raw);
    if (ignored.length > 0) reportIgnored(ignored);
    // The router keeps what the address says of names that are not answered.
    return { ...Object.fromEntries(ignored.map((name) => [name, undefined])), ...values };
  };

export type SearchChange<V> = { [K in keyof V]?: V[K] | undefined };

/**
 * The parameters of the page in view, and a function that changes some of them. A change is a
 * step that Back undoes; typing replaces (`{ replace: true }`). `undefined` removes: give it for
 * a value that is the page's default.
 */
export const useUrlState = <S extends SearchSchema>(_schema: S) => {
  type V = z.output<S>;
  const values = useSearch({ strict: false }) as V;
  const navigate = useNavigate();
  const change = useCallback(
    (patch: SearchChange<V>, options: { replace?: boolean } = {}): void => {
      void navigate({
        to: '.',
        search: ((current: V) => ({ ...current, ...patch })) as never,
        replace: options.replace ?? false,
        // What the page keeps beside its address: the way back through a list.
        state: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [values, change] as const;
};
