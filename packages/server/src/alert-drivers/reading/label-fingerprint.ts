import { createHash } from 'node:crypto';

/** FNV-1a of 64 bits, in two halves: numbers hold no 64 bits, and BigInt is slow. */
const add = (hash: Uint32Array, byte: number): void => {
  const [high = 0, low = 0] = hash;
  const mixed = (low ^ byte) >>> 0;
  // The prime is 2^40 + 0x1b3.
  const product = mixed * 0x1b3;
  hash[0] = Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (mixed << 8);
  hash[1] = product;
};

/** A byte that UTF-8 never has, so that nothing of a name can be taken for a value. */
const separator = 0xff;

const addText = (hash: Uint32Array, text: Buffer): void => {
  for (const byte of text) add(hash, byte);
  add(hash, separator);
};

const inHex = (half: number): string => half.toString(16).padStart(8, '0');

/**
 * As Prometheus makes it of labels, so that an alert is the same whether or not its sender says.
 * https://github.com/prometheus/common/blob/main/model/signature.go
 */
export const fingerprintOf = (labels: Readonly<Record<string, string>>): string => {
  const hash = Uint32Array.of(0xcbf29ce4, 0x84222325);
  const bytes = Object.entries(labels).map(
    ([name, value]) => [Buffer.from(name, 'utf8'), Buffer.from(value, 'utf8')] as const,
  );
  for (const [name, value] of bytes.toSorted(([a], [b]) => Buffer.compare(a, b))) {
    addText(hash, name);
    addText(hash, value);
  }
  return [...hash].map(inHex).join('');
};

/** What a sender tells its alerts apart by, as it can be looked up: long ones by their digest. */
export const toKey = (text: string): string =>
  text.length <= 200 && text.isWellFormed() && !text.includes('\u0000')
    ? text
    : createHash('sha256').update(text, 'utf8').digest('hex');
