import type { AlertMapping, FieldLookup, MappedField } from '@taffrail/contract';
import { parsePointer, type Tokens } from './json-pointer.ts';

const isIndex = (token: string | undefined): boolean => token !== undefined && /^\d+$/.test(token);

/** A value at a place, with the objects and lists that lead there; what is there stays. */
const place = (within: unknown, [token, ...rest]: Tokens, value: unknown): unknown => {
  if (token === undefined) return within ?? value;
  const isObject = typeof within === 'object' && within !== null;
  const empty: unknown = isIndex(token) ? [] : {};
  const known = isObject ? within : empty;
  if (Array.isArray(known)) return [place(known[0], rest, value)];
  const members = known as Readonly<Record<string, unknown>>;
  return { ...members, [token]: place(members[token], rest, value) };
};

const wordFor = (mapping: AlertMapping): string => {
  const fires = Object.entries(mapping.statuses ?? {}).find(([, status]) => status === 'firing');
  return fires?.[0] ?? 'firing';
};

/** A body as this mapping expects it: what a source is tried with. */
export const sampleBodyOf = (
  mapping: AlertMapping,
  { id, now }: { readonly id: string; readonly now: Date },
): unknown => {
  const values: Partial<Record<MappedField, string>> = {
    name: 'Try the source out',
    status: wordFor(mapping),
    severity: 'info',
    fingerprint: id,
    startedAt: now.toISOString(),
  };
  let body: unknown = {};
  for (const [field, value] of Object.entries(values) as [MappedField, string][]) {
    const lookup: FieldLookup | undefined = mapping.fields[field];
    const [pointer] = lookup?.from ?? [];
    if (pointer !== undefined) body = place(body, parsePointer(pointer), value);
  }
  return body;
};
