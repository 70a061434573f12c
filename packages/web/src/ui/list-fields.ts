import type { TypedField } from '../lib/filter-text.ts';
import { addFilter, readFilter, readFilters, writeFilter, type Filter } from '../lib/filters.ts';

/** A field that a list can be filtered by; its id is the API's name. */
export interface ListField<I extends string = string> extends TypedField {
  readonly id: I;
  readonly title: string;
  /** Several values are alternatives; without it a second value replaces the first. */
  readonly one?: boolean;
}

/** One filter, as a link in a row asks for it. */
export const onlyValue = (field: string, value: string): Filter => ({
  field,
  op: 'in',
  values: [value],
});

/** What the filters of an address mean to a list with these fields, in the order in which they are written. */
export const createListFields = (fields: readonly ListField[]) => {
  const fieldOf = (id: string): ListField | undefined => fields.find((each) => each.id === id);
  const rankOf = ({ field: id }: Filter): number => fields.findIndex((each) => each.id === id);
  return {
    /** Whether one `f` of the address can be asked of the API. */
    isFilter: (text: string): boolean => {
      const filter = readFilter(text);
      const known = filter && fieldOf(filter.field);
      if (!known || filter.op === 'not' || (known.one && filter.values.length > 1)) return false;
      return filter.values.every((value) => !known.check?.(value));
    },
    /** The filters of an address in the API's words. */
    toQuery: (
      texts: readonly string[] | undefined,
      q: string | undefined,
    ): Record<string, string | string[]> => {
      const query: Record<string, string | string[]> = q ? { q } : {};
      for (const { field: id, values } of readFilters(texts)) {
        const [first] = values;
        if (fieldOf(id)?.one && first !== undefined) query[id] = first;
        else query[id] = [query[id] ?? [], values].flat();
      }
      return query;
    },
    /** Filters as the address has them: in one order, so that equal filters have equal addresses. */
    write: (filters: readonly Filter[]): string[] | undefined =>
      filters.length === 0
        ? undefined
        : filters.toSorted((a, b) => rankOf(a) - rankOf(b)).map(writeFilter),
    /** The filters with one more. */
    withFilter: (filters: readonly Filter[], added: Filter): readonly Filter[] =>
      addFilter(filters, added, fieldOf(added.field)?.one ?? false),
  };
};
