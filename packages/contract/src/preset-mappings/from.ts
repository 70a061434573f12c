import type { FieldLookup } from '../alert-mapping.ts';

/** Shorter to read: the first of these that holds something. */
export const from = (...pointers: string[]): FieldLookup => ({ from: pointers });
