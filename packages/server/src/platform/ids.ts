import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';

/**
 * Namespace of the ids derived from a product's own. Never changes: every stored row of a product
 * whose ids are not UUIDs hangs on it.
 */
const productNamespace = '6f1d1c54-7a0b-4c38-9d6e-52f0c1a97e24';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return uuidPattern.test(value);
}

/** RFC 9562, 5.7: 48 bits of Unix milliseconds, then random bits; sorts by the time it was made. */
export function uuidV7(clock: Clock): string {
  const milliseconds = clock.now().getTime().toString(16).padStart(12, '0');
  // The tail of a version 4 UUID: 12 random bits, the variant and 62 more, from Node's pooled source.
  const random = randomUUID().slice(15);
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${random}`;
}

/** RFC 9562, 5.5: the same name in the same namespace is the same id, on every machine. */
export function uuidV5(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/**
 * The id under which a product's own record is kept: its UUID as it is (lower case, as Postgres
 * prints it), anything else as a UUIDv5 of `kind:externalId`.
 */
export function toProductId(kind: string, externalId: string): string {
  return isUuid(externalId)
    ? externalId.toLowerCase()
    : uuidV5(productNamespace, `${kind}:${externalId}`);
}
