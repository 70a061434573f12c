/** Postgres counts microseconds from 2000-01-01 (POSTGRES_EPOCH_JDATE). */
const epochMs = 946_684_800_000;
const twoTo32 = 2 ** 32;

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
export class CopyWriter {
  /** Allocated for the first row: of most batches there are rows of one kind only. */
  #bytes = Buffer.alloc(0);
  #length = 0;
  readonly #firstBytes: number;

  /** @param sizeBytes about what will come; it grows */
  constructor(sizeBytes: number) {
    this.#firstBytes = Math.max(sizeBytes, 256);
  }

  /** What was added, without the header and trailer of the format. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  protected startRow(columns: number, mostBytes: number): void {
    this.#reserve(mostBytes);
    this.#length = this.#bytes.writeInt16BE(columns, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(
      Math.max(needed, this.#bytes.length * 2, this.#firstBytes),
    );
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  protected time(atMs: number): void {
    const value = (atMs - epochMs) * 1_000;
    const high = Math.floor(value / twoTo32);
    const bytes = this.#bytes;
    bytes.writeInt32BE(8, this.#length);
    bytes.writeInt32BE(high, this.#length + 4);
    this.#length = bytes.writeUInt32BE(value - high * twoTo32, this.#length + 8);
  }

  protected uuid(text: string): void {
    const bytes = this.#bytes;
    let at = bytes.writeInt32BE(16, this.#length);
    for (const place of bytePlaces) {
      const high = hexValues[text.charCodeAt(place)] ?? 0;
      bytes[at] = (high << 4) | (hexValues[text.charCodeAt(place + 1)] ?? 0);
      at += 1;
    }
    this.#length = at;
  }

  protected binary(value: Buffer | undefined): void {
    if (value === undefined) {
      this.#length = this.#bytes.writeInt32BE(-1, this.#length);
      return;
    }
    this.#length = this.#bytes.writeInt32BE(value.length, this.#length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  protected text(value: string | null): void {
    if (value === null) {
      this.#length = this.#bytes.writeInt32BE(-1, this.#length);
      return;
    }
    const start = this.#length + 4;
    const written = this.#bytes.write(value, start);
    this.#bytes.writeInt32BE(written, this.#length);
    this.#length = start + written;
  }

  protected smallint(value: number): void {
    this.#length = this.#bytes.writeInt32BE(2, this.#length);
    this.#length = this.#bytes.writeInt16BE(value, this.#length);
  }

  protected integer(value: number): void {
    this.#length = this.#bytes.writeInt32BE(4, this.#length);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }

  protected double(value: number): void {
    this.#length = this.#bytes.writeInt32BE(8, this.#length);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  /** jsonb is a version byte and the text. */
  protected json(text: string): void {
    const start = this.#length + 5;
    const written = this.#bytes.write(text, start);
    this.#bytes.writeInt32BE(written + 1, this.#length);
    this.#bytes[this.#length + 4] = 1;
    this.#length = start + written;
  }
}
