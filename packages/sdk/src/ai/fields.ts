/** An object of somebody else's, of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** As it is now; empty when it cannot be read. */
export function copyOf<Value extends object>(value: Value | null | undefined): Partial<Value> {
  try {
    return { ...value };
  } catch {
    return {};
  }
}
