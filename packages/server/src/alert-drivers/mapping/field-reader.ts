import type { MappedField, TriedField } from '@taffrail/contract';
import type { CompiledMapping, Found } from './compile-mapping.ts';

/** What a field becomes, and what is wrong with it. */
export interface Read<Value> {
  readonly value?: Value | undefined;
  readonly problem?: string;
}

/** Reads fields one after another, and notes what each was read as. */
export const createReader = (mapping: CompiledMapping, item: unknown) => {
  const fields: TriedField[] = [];
  const note = (
    field: MappedField,
    found: Found | undefined,
    value: string | null,
    problem: string | null,
  ): void => {
    fields.push({
      field,
      pointer: found?.pointer ?? null,
      found: found && found.pointer !== null ? found.text : null,
      value,
      problem,
    });
  };
  return {
    fields,
    note,
    read: <Value>(
      field: MappedField,
      read: (text: string) => Read<Value>,
      asText: (value: Value) => string = String,
    ): (Read<Value> & { readonly isTold: boolean }) | undefined => {
      const found = mapping.find(field, item);
      if (!found) return undefined;
      const { value, problem } = read(found.text);
      note(field, found, value === undefined ? null : asText(value), problem ?? null);
      return { value, ...(problem !== undefined && { problem }), isTold: found.pointer !== null };
    },
  };
};
export type Reader = ReturnType<typeof createReader>;
