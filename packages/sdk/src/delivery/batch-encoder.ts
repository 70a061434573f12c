import { setImmediate as nextTurn } from 'node:timers/promises';
import { ByteWriter } from '../record/byte-writer.ts';
import { storable } from '../record/json-text.ts';
import { activityLine } from '../record/record-line.ts';
import type { MakeUuidV7 } from '../record/uuid-v7.ts';
import type { QueuedRecord } from './record-queue.ts';

/**
 * Lines joined before they become bytes. Each string is a tree of its parts until then, and small
 * trees flatten 25 % faster than one of a whole batch (1.3 against 1.7 µs a record).
 */
const linesPerChunk = 8;

/** The host's event loop waits for this many at a time, about half a millisecond. */
const linesPerTurn = 256;

export interface EncodedBatch {
  /** Valid until the next call of `encode`. */
  readonly ndjson: Buffer;
  readonly records: number;
}

/** Records to NDJSON; all batches go through the same memory. */
export class BatchEncoder {
  readonly #makeId: MakeUuidV7;
  readonly #lines = new ByteWriter();

  constructor(makeId: MakeUuidV7) {
    this.#makeId = makeId;
  }

  /** One call at a time. A record that cannot be encoded is left out. */
  async encode(records: readonly QueuedRecord[]): Promise<EncodedBatch> {
    this.#lines.truncate(0);
    let lines = 0;
    for (let from = 0; from < records.length; from += linesPerTurn) {
      if (from > 0) await nextTurn();
      lines += this.#encodeSome(records.slice(from, from + linesPerTurn));
    }
    return { ndjson: this.#lines.written, records: lines };
  }

  #encodeSome(records: readonly QueuedRecord[]): number {
    let chunk = '';
    let lines = 0;
    for (const record of records) {
      const line = this.#line(record);
      if (line === undefined) continue;
      chunk += `${line}\n`;
      lines += 1;
      if (lines % linesPerChunk === 0) {
        this.#lines.text(storable(chunk));
        chunk = '';
      }
    }
    if (chunk !== '') this.#lines.text(storable(chunk));
    return lines;
  }

  #line(record: QueuedRecord): string | undefined {
    try {
      return typeof record === 'string' ? record : activityLine(record, this.#makeId);
    } catch {
      return undefined;
    }
  }
}
