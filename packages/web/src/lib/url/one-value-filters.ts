import { readFilter, readFilters, writeFilter } from '../filters.ts';

interface Field {
  readonly safeParse: (value: unknown) => { readonly success: boolean };
}

type Values<F> = { readonly [K in keyof F]?: string | undefined };

export interface OneValueFilters<F> {
  /** Whether one `f` of the address can be asked of the API. */
  readonly isFilter: (text: string) => boolean;
  readonly read: (texts: readonly string[] | undefined) => Values<F>;
  /** As the address has them: in one order, so that equal filters have equal addresses. */
  readonly write: (values: Values<F>) => string[] | undefined;
}

/** Filters of a list whose API takes one value of each field: `f=outcome.in.failed`. */
export const oneValueFilters = <F extends Readonly<Record<string, Field>>>(
  fields: F,
): OneValueFilters<F> => ({
  isFilter: (text) => {
    const filter = readFilter(text);
    if (!filter || filter.op !== 'in' || filter.values.length !== 1) return false;
    if (!Object.hasOwn(fields, filter.field)) return false;
    return fields[filter.field]?.safeParse(filter.values[0]).success ?? false;
  },
  read: (texts) =>
    Object.fromEntries(
      readFilters(texts).map(({ field, values }) => [field, values[0]]),
    ) as Values<F>,
  write: (values) => {
    const texts = Object.keys(fields).flatMap((field) => {
      const value = values[field];
      return value === undefined ? [] : [writeFilter({ field, op: 'in', values: [value] })];
    });
    return texts.length === 0 ? undefined : texts;
  },
});
