import { metadataLimits } from '@taffrail/contract';
import type { JsonObject } from './fields.ts';
import { reject } from './rejection.ts';

const { depth, sizeBytes } = metadataLimits;

const checkLevels = (value: object, levels: number, field: string): void => {
  if (levels === 0) reject(`${field} must be at most ${depth} levels deep`);
  for (const name in value) {
    const inner = (value as JsonObject)[name];
    if (typeof inner === 'object' && inner !== null) checkLevels(inner, levels - 1, field);
    // JSON has 1e999, a double does not: it would be stored as null.
    else if (typeof inner === 'number' && !Number.isFinite(inner))
      reject(`${field} has a number too large for a double`);
  }
};

/** As JSON text. */
export const readMetadata = (value: unknown, field = 'metadata'): string => {
  if (value === undefined || value === null) return '{}';
  if (typeof value !== 'object' || Array.isArray(value))
    return reject(`${field} must be an object`);
  checkLevels(value, depth, field);
  const json = JSON.stringify(value);
  // A character has at most three bytes for each of its UTF-16 units.
  const isLarge = json.length * 3 > sizeBytes && Buffer.byteLength(json) > sizeBytes;
  return isLarge ? reject(`${field} must be at most ${sizeBytes} bytes of JSON`) : json;
};
