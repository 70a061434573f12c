import { isUuid, toProductId } from '../../platform/ids.ts';

/** A customer organization or user as a record names it. */
export interface ProductId {
  readonly id: string;
  /** The product's own id, where that is not a UUID. */
  readonly externalId: string | null;
  /** The 16 bytes of `id`. */
  readonly binary: Buffer;
  /** Until this moment (ms) its row is taken to be there: the writer sets it after a commit. */
  hasRowUntilMs: number;
}

export type ReadProductId = (given: string) => ProductId;

const make = (kind: 'organization' | 'user', given: string): ProductId => {
  const id = toProductId(kind, given);
  return {
    id,
    externalId: isUuid(given) ? null : given,
    binary: Buffer.from(id.replaceAll('-', ''), 'hex'),
    hasRowUntilMs: 0,
  };
};

/**
 * Remembers conversions, since one costs a SHA-1. In two generations: what was used lately outlives
 * the clearing of the older one.
 */
export const createReadProductId = (
  kind: 'organization' | 'user',
  capacity = 20_000,
): ReadProductId => {
  let young = new Map<string, ProductId>();
  let old = new Map<string, ProductId>();
  return (given) => {
    const known = young.get(given);
    if (known !== undefined) return known;
    const found = old.get(given) ?? make(kind, given);
    if (young.size >= capacity) {
      old = young;
      young = new Map();
    }
    young.set(given, found);
    return found;
  };
};
