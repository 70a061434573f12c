const firstBytes = 256 * 1024;
const mostBytesPerChar = 3;
const zero = 48;

/**
 * Bytes written one after another into memory that is kept: buffers made anew for each batch would
 * cost the host a full garbage collection every fifty batches.
 */
export class ByteWriter {
  #memory = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written; valid until more is, or `truncate`. */
  get written(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** Forgets what was written after so many bytes. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** In UTF-8. */
  text(text: string): void {
    this.#makeRoom(text.length * mostBytesPerChar);
    this.#length += this.#memory.write(text, this.#length);
  }

  bytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#memory.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A whole number, not below 0, in decimal digits; with zeros before it up to `width`. */
  digits(value: number, width = 1): void {
    let places = width;
    for (let rest = Math.floor(value / 10 ** width); rest > 0; rest = Math.floor(rest / 10)) {
      places += 1;
    }
    this.#makeRoom(places);
    this.#length += places;
    let rest = value;
    for (let at = this.#length - 1; places > 0; at -= 1, places -= 1) {
      const next = Math.floor(rest / 10);
      this.#memory[at] = zero + rest - next * 10;
      rest = next;
    }
  }

  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(firstBytes, needed, this.#memory.length * 2));
    this.#memory.copy(larger, 0, 0, this.#length);
    this.#memory = larger;
  }
}
