import { useNavigate } from '@tanstack/react-router';
import { createContext, useCallback, useContext } from 'react';

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
const repeatable = new Set(['f', 'vs']);

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

/** One parameter: text (or texts, where it repeats) in, a value out. Zod's schemas are such. */
export interface Parameter {
  readonly safeParse: (given: unknown) => { readonly success: boolean; readonly data?: unknown };
}

export type ValueOf<P extends Parameter> =
  Extract<ReturnType<P['safeParse']>, { success: true }> extends { data: infer V } ? V : never;

/** A page's parameters, each of which may be absent. */
export interface SearchSchema {
  readonly shape: Readonly<Record<string, Parameter>>;
}

export type SearchOf<S extends SearchSchema> = {
  [K in keyof S['shape']]?: ValueOf<S['shape'][K]> | undefined;
};

/** What can be read of a page's parameters, and the names of those that cannot. */
export const readSearch = <S extends SearchSchema>(
  schema: S,
  raw: Record<string, unknown>,
): { values: SearchOf<S>; ignored: string[] } => {
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
  return { values: values as SearchOf<S>, ignored };
};

/**
 * For a route's `validateSearch`: the type of what its page reads of the address. The schema itself
 * comes with the code of the page (`withSearch`), so that a route weighs next to nothing before.
 */
export const searchOfPage =
  <V extends object>() =>
  (raw: Record<string, unknown>): V =>
    raw as V;

/** What the page in view has read of its address, and how. */
export const PageSearch = createContext<{
  readonly schema: SearchSchema;
  readonly values: Readonly<Record<string, unknown>>;
} | null>(null);

export type SearchChange<V> = { [K in keyof V]?: V[K] | undefined };

/** The parameters of a page, and the way to change them: what `useUrlState` gives. */
export type UrlState<V> = readonly [
  search: V,
  change: (patch: SearchChange<V>, options?: { replace?: boolean }) => void,
];

/**
 * The parameters of the page in view, and a function that changes some of them. A change is a
 * step that Back undoes; typing replaces (`{ replace: true }`). `undefined` removes: give it for
 * a value that is the page's default.
 */
export const useUrlState = <S extends SearchSchema>(_schema: S): UrlState<SearchOf<S>> => {
  type V = SearchOf<S>;
  const page = useContext(PageSearch);
  if (!page) throw new Error('The page reads its address by withSearch.');
  const { schema } = page;
  const navigate = useNavigate();
  const change = useCallback(
    (patch: SearchChange<V>, options: { replace?: boolean } = {}): void => {
      void navigate({
        to: '.',
        // What could not be read goes with the next change.
        search: ((now: RawSearch) => ({ ...readSearch(schema, now).values, ...patch })) as never,
        replace: options.replace ?? false,
        // What the page keeps beside its address: the way back through a list.
        state: true,
        resetScroll: false,
      });
    },
    [navigate, schema],
  );
  return [page.values as V, change];
};
