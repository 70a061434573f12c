import { metadataLimits } from '@taffrail/contract';
import type { JsonObject } from './fields.ts';
import { reject } from './rejection.ts';

const { depth, sizeBytes } = metadataLimits;

const checkLevels = (value: object, levels: number): void => {
  if (levels === 0) reject(`metadata must be at most ${depth} levels deep`);
  for (const name in value) {
    const inner = (value as JsonObject)[name];
    if (typeof inner === 'object' && inner !== null) checkLevels(inner, levels - 1);
    // JSON has 1e999, a double does not: it would be stored as null.
    else if (typeof inner === 'number' && !Number.isFinite(inner))
      reject('metadata has a number too large for a double');
  }
};

/** As JSON text. */
export const readMetadata = (value: unknown): string => {
  if (value === undefined || value === null) return '{}';
  if (typeof value !== 'object' || Array.isArray(value))
    return reject('metadata must be an object');
  checkLevels(value, depth);
  const json = JSON.stringify(value);
  // A character has at most three bytes for each of its UTF-16 units.
  const isLarge = json.length * 3 > sizeBytes && Buffer.byteLength(json) > sizeBytes;
  return isLarge ? reject(`metadata must be at most ${sizeBytes} bytes of JSON`) : json;
};
