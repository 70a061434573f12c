import { readFilter, readFilters, writeFilter } from '../filters.ts';
import type { Parameter, ValueOf } from './url-state.ts';
import { fromTheTop } from './use-paging.ts';

export type FilterParameters = Readonly<Record<string, Parameter>>;

/** A value of each field, or none. */
export type OneValues<F extends FilterParameters> = {
  readonly [K in keyof F]?: (ValueOf<F[K]> & string) | undefined;
};

/** The part of an address that filters change. */
interface FilteredSearch {
  f?: string[] | undefined;
  after?: string | undefined;
  peek?: string | undefined;
}

export interface OneValueFilters<F extends FilterParameters> {
  /** Whether one `f` of the address can be asked of the API. */
  readonly isFilter: (text: string) => boolean;
  /** What the address asks for; it was checked when it was read. */
  readonly read: (texts: readonly string[] | undefined) => OneValues<F>;
  /** As the address has them: in one order, so that equal filters have equal addresses. */
  readonly write: (values: OneValues<F>) => string[] | undefined;
  /** The parameters with some filters changed, from the first page on. */
  readonly with: <S extends FilteredSearch>(search: S, change: OneValues<F>) => S;
}

/**
 * Filters of a list whose API takes one value of each field: `f=outcome.in.failed`.
 *
 * @param needs fields that mean nothing without another one
 */
export const oneValueFilters = <F extends FilterParameters>(
  fields: F,
  needs: { readonly [K in keyof F]?: keyof F & string } = {},
): OneValueFilters<F> => {
  const read: OneValueFilters<F>['read'] = (texts) => {
    const values = new Map(readFilters(texts).map(({ field, values: [value] }) => [field, value]));
    const means = (field: string): boolean => values.has(needs[field] ?? field);
    return Object.fromEntries([...values].filter(([field]) => means(field))) as OneValues<F>;
  };
  const write: OneValueFilters<F>['write'] = (values) => {
    const texts = Object.keys(fields).flatMap((field) => {
      const value = values[field];
      return value === undefined ? [] : [writeFilter({ field, op: 'in', values: [value] })];
    });
    return texts.length === 0 ? undefined : texts;
  };
  return {
    isFilter: (text) => {
      const filter = readFilter(text);
      if (!filter || filter.op !== 'in' || filter.values.length !== 1) return false;
      if (!Object.hasOwn(fields, filter.field)) return false;
      return fields[filter.field]?.safeParse(filter.values[0]).success ?? false;
    },
    read,
    write,
    with: (search, change) => ({
      ...search,
      f: write({ ...read(search.f), ...change }),
      ...fromTheTop,
    }),
  };
};
