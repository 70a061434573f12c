import type { Filter } from './filters.ts';

/** A field as it is typed: `action:lead.*`, `org:"Acme"`, `-user:bot`. */
export interface TypedField {
  readonly id: string;
  /** What may be typed for it, besides the id. */
  readonly aliases: readonly string[];
  /** Whether `-field:value` is possible. */
  readonly negatable?: boolean | undefined;
}

const token = /(?<![^\s])(-?)([A-Za-z]\w*):(?:"([^"]*)"|([^\s"]+))(?![^\s])/g;

/** The filters in a text, and the free words that remain. Fields unknown here stay words. */
export const readFilterText = (
  text: string,
  fields: readonly TypedField[],
): { filters: Filter[]; rest: string } => {
  const filters: Filter[] = [];
  const rest = text.replace(
    token,
    (whole, minus: string, name: string, quoted?: string, bare?: string) => {
      const field = fields.find(
        ({ id, aliases }) => id === name || aliases.includes(name.toLowerCase()),
      );
      const value = quoted ?? bare;
      if (!field || !value || (minus && !field.negatable)) return whole;
      const values = quoted === undefined ? value.split(',').filter(Boolean) : [value];
      if (values.length === 0) return whole;
      filters.push({ field: field.id, op: minus ? 'not' : 'in', values });
      return '';
    },
  );
  return { filters, rest: rest.replaceAll(/\s+/g, ' ').trim() };
};
