import type { ActivityRow } from '../record/check-activity.ts';

/** The columns in the order of the encoding; the store copies into exactly these. */
export const copyColumns = [
  'created_at',
  'received_at',
  'id',
  'organization_id',
  'user_id',
  'action',
  'category',
  'resource_type',
  'resource_id',
  'trace_id',
  'session_id',
  'ip_address',
  'user_agent',
  'metadata',
] as const;

/** Postgres counts microseconds from 2000-01-01 (POSTGRES_EPOCH_JDATE). */
const epochMs = 946_684_800_000;
const twoTo32 = 2 ** 32;

/** Lengths, fixed fields, and the version byte of jsonb. */
const fixedBytes = 2 + copyColumns.length * 4 + 8 * 2 + 16 * 3 + 20 + 1;

const hexValues = new Uint8Array(128);
for (let value = 0; value < 16; value += 1) hexValues[value.toString(16).charCodeAt(0)] = value;

const hyphens: ReadonlySet<number> = new Set([8, 13, 18, 23]);
/** Where the first digits of the 16 bytes stand in the text of a UUID. */
const bytePlaces = Array.from({ length: 36 }, (_, at) => at)
  .filter((at) => !hyphens.has(at))
  .filter((_, index) => index % 2 === 0);

/**
 * Encodes rows as binary COPY takes them (manual, "COPY", File Formats), as they are checked: the
 * objects live shortly and are never promoted, which garbage collection would have to pay for.
 */
export class CopyEncoder {
  #bytes: Buffer;
  #length = 0;
  readonly #receivedAtMs: number;

  /** @param sizeBytes about what will come; it grows */
  constructor(receivedAtMs: number, sizeBytes: number) {
    this.#receivedAtMs = receivedAtMs;
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(sizeBytes, 256));
  }

  add(row: ActivityRow): void {
    const { action, userAgent, resourceType, resourceId, traceId, sessionId, metadata } = row;
    const characters =
      action.name.length +
      action.category.length +
      (userAgent?.length ?? 0) +
      (resourceType?.length ?? 0) +
      (resourceId?.length ?? 0) +
      (traceId?.length ?? 0) +
      (sessionId?.length ?? 0) +
      metadata.length;
    this.#reserve(fixedBytes + characters * 3);
    this.#length = this.#bytes.writeInt16BE(copyColumns.length, this.#length);
    this.#time(row.createdAt);
    this.#time(this.#receivedAtMs);
    this.#uuid(row.id);
    this.#binary(row.organization?.binary);
    this.#binary(row.user?.binary);
    this.#text(action.name);
    this.#text(action.category);
    this.#text(resourceType);
    this.#text(resourceId);
    this.#text(traceId);
    this.#text(sessionId);
    this.#binary(row.ipAddress?.binary);
    this.#text(userAgent);
    this.#json(metadata);
  }

  /** What was added, without the header and trailer of the format. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  #time(atMs: number): void {
    const value = (atMs - epochMs) * 1_000;
    const high = Math.floor(value / twoTo32);
    const bytes = this.#bytes;
    bytes.writeInt32BE(8, this.#length);
    bytes.writeInt32BE(high, this.#length + 4);
    this.#length = bytes.writeUInt32BE(value - high * twoTo32, this.#length + 8);
  }

  #uuid(text: string): void {
    const bytes = this.#bytes;
    let at = bytes.writeInt32BE(16, this.#length);
    for (const place of bytePlaces) {
      const high = hexValues[text.charCodeAt(place)] ?? 0;
      bytes[at] = (high << 4) | (hexValues[text.charCodeAt(place + 1)] ?? 0);
      at += 1;
    }
    this.#length = at;
  }

  #binary(value: Buffer | undefined): void {
    if (value === undefined) {
      this.#length = this.#bytes.writeInt32BE(-1, this.#length);
      return;
    }
    this.#length = this.#bytes.writeInt32BE(value.length, this.#length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #text(value: string | null): void {
    if (value === null) {
      this.#length = this.#bytes.writeInt32BE(-1, this.#length);
      return;
    }
    const start = this.#length + 4;
    const written = this.#bytes.write(value, start);
    this.#bytes.writeInt32BE(written, this.#length);
    this.#length = start + written;
  }

  /** jsonb is a version byte and the text. */
  #json(text: string): void {
    const start = this.#length + 5;
    const written = this.#bytes.write(text, start);
    this.#bytes.writeInt32BE(written + 1, this.#length);
    this.#bytes[this.#length + 4] = 1;
    this.#length = start + written;
  }
}
