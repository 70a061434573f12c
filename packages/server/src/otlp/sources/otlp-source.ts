import type { OwnerNames } from '../map/owner.ts';
import type { Rejections } from './rejections.ts';

export interface ReadingOptions {
  readonly names: OwnerNames;
  /** Told after each reading what was not taken. */
  readonly note: (rejections: Rejections) => void;
}

/** What is the same for all requests: none has a key; its spans and records are known, each. */
export const requestDefaults = (body: Buffer) => ({
  hash: Buffer.alloc(0),
  encodedBytes: 0,
  heldBytes: body.length,
});
