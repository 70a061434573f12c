import { randomFillSync } from 'node:crypto';

/** RFC 9562, 5.7: 48 bits of milliseconds, a counter, 62 random bits. */
export type MakeUuidV7 = (atMs: number) => string;

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (byte: number | undefined): string => hexBytes[byte ?? 0] as string;

/** Asking the system for 8 bytes costs as much as for 4,096. */
const poolBytes = 4_096;
const randomBytesPerId = 8;
const lastCount = 0xfff;

/**
 * Ids of the same millisecond sort in the order in which they were made, up to 4,096 of them, and
 * by chance beyond. The time is the caller's and may run backwards.
 */
export function createUuidV7(): MakeUuidV7 {
  const pool = Buffer.alloc(poolBytes);
  let next = poolBytes;
  let lastMs = -1;
  let prefix = '';
  let count = 0;

  return (atMs) => {
    if (atMs === lastMs) {
      if (count < lastCount) count += 1;
    } else {
      const time = atMs.toString(16).padStart(12, '0');
      prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
      lastMs = atMs;
      count = 0;
    }
    if (next === poolBytes) {
      randomFillSync(pool);
      next = 0;
    }
    const at = next;
    next += randomBytesPerId;
    return (
      prefix +
      hex(count >> 8).charAt(1) +
      hex(count & 0xff) +
      '-' +
      hex(((pool[at] as number) & 0x3f) | 0x80) +
      hex(pool[at + 1]) +
      '-' +
      hex(pool[at + 2]) +
      hex(pool[at + 3]) +
      hex(pool[at + 4]) +
      hex(pool[at + 5]) +
      hex(pool[at + 6]) +
      hex(pool[at + 7])
    );
  };
}
