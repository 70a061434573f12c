import { ByteWriter } from '../record/byte-writer.ts';
import { writeRequest } from '../record/request-line.ts';
import type { TakenRequest } from './taken-request.ts';

/** The console takes 5 MB. */
const mostBytes = 1_500_000;

/** Requests that wait, as the lines of a batch: no object outlives the request that made it. */
export class RequestBlock {
  readonly #capacity: number;
  readonly #lines = new ByteWriter();
  #length = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  /** Full, it is a batch. */
  get isFull(): boolean {
    return this.#length >= this.#capacity || this.#lines.length >= mostBytes;
  }

  /** Valid until the next `add` or `clear`. */
  get ndjson(): Buffer {
    return this.#lines.written;
  }

  /** Throws for want of memory; what it held it still holds. */
  add(request: TakenRequest): void {
    const before = this.#lines.length;
    try {
      writeRequest(this.#lines, request);
    } catch (error) {
      this.#lines.truncate(before);
      throw error;
    }
    this.#length += 1;
  }

  /** For the next requests, in the same memory. */
  clear(): void {
    this.#lines.truncate(0);
    this.#length = 0;
  }
}
