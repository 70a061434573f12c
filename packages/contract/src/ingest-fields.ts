import { z } from 'zod';
import { Text, isStorable } from './text.ts';

/** Fields that several kinds of records have. */

/** A UUID passes unchanged; any other id becomes a UUIDv5 on the server and is kept beside it. */
export const ProductId = Text(200).min(1);

/** Deepest nesting (the object itself is the first level) and largest JSON text of `metadata`. */
export const metadataLimits = { depth: 16, sizeBytes: 32_768 } as const;

/** What any JSON value holds must be storable too: texts, names, and numbers that a double can hold. */
const isStorableJson = (value: unknown, levels: number): boolean => {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return (
    levels > 0 &&
    Object.entries(value).every(
      ([name, inner]) => isStorable(name) && isStorableJson(inner, levels - 1),
    )
  );
};
const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** Open to anything that the product knows of its action. */
export const Metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => isStorableJson(value, metadataLimits.depth), {
    error: 'must be storable and at most 16 levels deep',
    abort: true,
  })
  .refine((value) => sizeOf(value) <= metadataLimits.sizeBytes, 'must be at most 32,768 bytes');
