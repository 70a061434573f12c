import { metadataLimits } from '@taffrail/contract';
import type { JsonObject } from './fields.ts';
import { reject } from './rejection.ts';

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Looks no deeper than metadata may be: what is deeper is rejected for that. */
const isStorableJson = (value: unknown, levels: number): boolean => {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null || levels === 0) return true;
  for (const name in value) {
    if (!isStorable(name)) return false;
    if (!isStorableJson((value as JsonObject)[name], levels - 1)) return false;
  }
  return true;
};

/**
 * Postgres stores neither NUL nor half a character. In valid UTF-8 both come only as `\u` escapes,
 * so that lines without one need not be looked at.
 */
export const requireStorable = (record: JsonObject, fields: ReadonlySet<string>): void => {
  for (const name in record) {
    if (fields.has(name) && !isStorableJson(record[name], metadataLimits.depth))
      reject(`${name} must be well-formed text without NUL`);
  }
};
