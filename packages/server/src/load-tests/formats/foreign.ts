/** Reads values that somebody else wrote: what is not as it should be is not there. */

export type ForeignRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is ForeignRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const recordAt = (record: ForeignRecord, name: string): ForeignRecord | undefined => {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return isRecord(value) ? value : undefined;
};

export const textAt = (record: ForeignRecord, name: string): string | null => {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Also where it is written as a text: `"200"`. */
export const toNumber = (value: unknown): number | null => {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};

/** The first of the names that holds a number. */
export const numberAt = (record: ForeignRecord, ...names: string[]): number | null => {
  for (const name of names) {
    const number = Object.hasOwn(record, name) ? toNumber(record[name]) : null;
    if (number !== null) return number;
  }
  return null;
};

/** Of whole things. */
export const countAt = (record: ForeignRecord, ...names: string[]): number | null => {
  const number = numberAt(record, ...names);
  return number === null ? null : Math.round(number);
};

/** A moment that is one: milliseconds since 1970, or RFC 3339. */
export const toMoment = (value: unknown): Date | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const at = new Date(value);
  const year = at.getUTCFullYear();
  return year >= 2000 && year < 3000 ? at : null;
};
