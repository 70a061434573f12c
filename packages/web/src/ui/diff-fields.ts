export interface FieldChange {
  readonly field: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
  /** As text; absent where there was, or is, nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Fields = Readonly<Record<string, unknown>> | null;

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null
    ? undefined
    : typeof value === 'string'
      ? value
      : JSON.stringify(value, null, 1).replaceAll(/\s+/g, ' ');

const kindOf = (before: string | undefined, after: string | undefined): FieldChange['kind'] =>
  before === after
    ? 'same'
    : before === undefined
      ? 'added'
      : after === undefined
        ? 'removed'
        : 'changed';

/** What became of each field, in the order in which they stand; nothing for those never set. */
export const diffFields = (before: Fields, after: Fields): FieldChange[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .map((field) => {
      const [was, is] = [textOf(before?.[field]), textOf(after?.[field])];
      return { field, kind: kindOf(was, is), before: was, after: is };
    })
    .filter((change) => change.before !== undefined || change.after !== undefined);
