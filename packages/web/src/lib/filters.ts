/** One filter of a list, as in the URL: `f=field.op.value,value`. */
export interface Filter {
  readonly field: string;
  /** `in`: any of the values; `not`: none of them. */
  readonly op: 'in' | 'not';
  readonly values: readonly string[];
}

const escapeValue = (value: string): string => value.replaceAll('%', '%25').replaceAll(',', '%2C');
const unescapeValue = (value: string): string =>
  value.replaceAll(/%2C/gi, ',').replaceAll('%25', '%');

export const writeFilter = ({ field, op, values }: Filter): string =>
  `${field}.${op}.${values.map(escapeValue).join(',')}`;

export const readFilter = (text: string): Filter | null => {
  const parts = /^([A-Za-z]\w*)\.(in|not)\.(.+)$/s.exec(text);
  if (!parts) return null;
  const [, field = '', op, list = ''] = parts;
  const values = list.split(',').filter(Boolean).map(unescapeValue);
  return values.length === 0 ? null : { field, op: op as Filter['op'], values };
};

/** The readable ones among those of the URL. */
export const readFilters = (texts: readonly string[] | undefined): Filter[] =>
  (texts ?? []).flatMap((text) => readFilter(text) ?? []);

const isSame = (a: Filter, b: Filter): boolean => a.field === b.field && a.op === b.op;

/** Adds to the values of the same field, or replaces them where the field takes one only. */
export const addFilter = (
  filters: readonly Filter[],
  added: Filter,
  one = false,
): readonly Filter[] => {
  const at = filters.findIndex((filter) => isSame(filter, added));
  const old = filters[at];
  if (!old) return [...filters, added];
  const values = one ? added.values : [...new Set([...old.values, ...added.values])];
  return filters.with(at, { ...old, values });
};

/** Without one value, or without the filter when that was its last. */
export const removeValue = (
  filters: readonly Filter[],
  from: Filter,
  value: string,
): readonly Filter[] =>
  filters.flatMap((filter) => {
    if (!isSame(filter, from)) return [filter];
    const values = filter.values.filter((other) => other !== value);
    return values.length === 0 ? [] : [{ ...filter, values }];
  });

/** The values of a field's `in` filter. */
export const valuesOf = (filters: readonly Filter[], field: string): readonly string[] =>
  filters.find((filter) => filter.field === field && filter.op === 'in')?.values ?? [];
