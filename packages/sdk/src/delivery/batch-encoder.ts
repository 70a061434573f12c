import { setImmediate as nextTurn } from 'node:timers/promises';
import { storable } from '../record/json-text.ts';
import { activityLine } from '../record/record-line.ts';
import { requestLine } from '../record/request-line.ts';
import type { MakeUuidV7 } from '../record/uuid-v7.ts';
import { RequestBlock } from '../requests/request-block.ts';
import type { RawBatch } from './record-queue.ts';

/**
 * Lines joined before they become bytes. Each string is a tree of its parts until then, and small
 * trees flatten 25 % faster than one of a whole batch (1.3 against 1.7 µs a record).
 */
const linesPerChunk = 8;

/** The host's event loop waits for this many at a time, about half a millisecond. */
const linesPerTurn = 256;

const firstBytes = 256 * 1024;
const mostBytesPerChar = 3;

export interface EncodedBatch {
  /** Valid until the next call of `encode`. */
  readonly ndjson: Buffer;
  readonly records: number;
}

/**
 * Records to NDJSON. Writes all batches into the same memory: buffers made anew would cost the host
 * a full garbage collection every fifty batches.
 */
export class BatchEncoder {
  readonly #makeId: MakeUuidV7;
  #memory = Buffer.alloc(0);
  #length = 0;

  constructor(makeId: MakeUuidV7) {
    this.#makeId = makeId;
  }

  /** One call at a time. A record that cannot be encoded is left out. */
  async encode(records: RawBatch['records']): Promise<EncodedBatch> {
    this.#length = 0;
    let lines = 0;
    for (let from = 0; from < records.length; from += linesPerTurn) {
      if (from > 0) await nextTurn();
      lines += this.#encodeSome(records, from, Math.min(from + linesPerTurn, records.length));
    }
    return { ndjson: this.#memory.subarray(0, this.#length), records: lines };
  }

  #encodeSome(records: RawBatch['records'], from: number, to: number): number {
    let chunk = '';
    let lines = 0;
    for (let index = from; index < to; index += 1) {
      const line = this.#line(records, index);
      if (line === undefined) continue;
      chunk += `${line}\n`;
      lines += 1;
      if (lines % linesPerChunk === 0) {
        this.#write(storable(chunk));
        chunk = '';
      }
    }
    if (chunk !== '') this.#write(storable(chunk));
    return lines;
  }

  #line(records: RawBatch['records'], index: number): string | undefined {
    try {
      if (records instanceof RequestBlock) return requestLine(records, index);
      const record = records[index];
      if (typeof record !== 'object') return record;
      return activityLine(record, this.#makeId);
    } catch {
      return undefined;
    }
  }

  #write(text: string): void {
    const needed = this.#length + text.length * mostBytesPerChar;
    if (needed > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(firstBytes, needed, this.#memory.length * 2));
      this.#memory.copy(larger, 0, 0, this.#length);
      this.#memory = larger;
    }
    this.#length += this.#memory.write(text, this.#length);
  }
}
