import type { TakenActivity } from '../capture/activity.ts';
import type { RequestBlock } from '../requests/request-block.ts';

/** An action still to be encoded, or a finished line. */
export type QueuedRecord = TakenActivity | string;

export interface RawBatch {
  /** Requests make batches of their own. */
  readonly records: readonly QueuedRecord[] | RequestBlock;
  /** As charged to the queue: bytes of requests, of others their estimated characters. */
  readonly size: number;
}

export interface QueueLimits {
  readonly batchRecords: number;
  readonly maxRecords: number;
  readonly maxBytes: number;
}

/** The server takes 5 MB; text of three bytes a character still fits. */
const batchChars = 1_500_000;

/**
 * What waits in memory, already cut into batches, and the account of all that the client holds:
 * records keep their place in the account until they are settled, not only until they are encoded.
 */
export class RecordQueue {
  readonly #limits: QueueLimits;
  readonly #full: RawBatch[] = [];
  #open: QueuedRecord[] = [];
  #openSize = 0;
  #heldRecords = 0;
  #heldBytes = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get heldRecords(): number {
    return this.#heldRecords;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  get hasFullBatch(): boolean {
    return this.#full.length > 0;
  }

  /** In full batches or in the open one. */
  get hasWaiting(): boolean {
    return this.#full.length > 0 || this.#open.length > 0;
  }

  /** False when there is no room: the newest is refused, what was taken earlier stays. */
  add(record: QueuedRecord, size: number): boolean {
    if (
      this.#heldRecords >= this.#limits.maxRecords ||
      this.#heldBytes + size > this.#limits.maxBytes
    ) {
      return false;
    }
    this.#heldRecords += 1;
    this.#heldBytes += size;
    this.#openSize += size;
    this.#open.push(record);
    if (this.#open.length >= this.#limits.batchRecords || this.#openSize >= batchChars) {
      this.#closeBatch();
    }
    return true;
  }

  /**
   * False when there is no room. Requests may take the first half of it only: when the console is
   * away, they must not push out what the product's customers did.
   */
  addBlock(block: RequestBlock): boolean {
    const { length: size } = block.ndjson;
    if (
      this.#heldRecords + block.length > this.#limits.maxRecords / 2 ||
      this.#heldBytes + size > this.#limits.maxBytes / 2
    ) {
      return false;
    }
    this.#heldRecords += block.length;
    this.#heldBytes += size;
    this.#full.push({ records: block, size });
    return true;
  }

  takeFull(): RawBatch | undefined {
    return this.#full.shift();
  }

  takeAny(): RawBatch | undefined {
    if (this.#full.length === 0 && this.#open.length > 0) this.#closeBatch();
    return this.#full.shift();
  }

  /** Encoded and compressed, a batch weighs about an eighth of what it did. */
  reweigh(fromBytes: number, toBytes: number): void {
    this.#heldBytes += toBytes - fromBytes;
  }

  release(records: number, bytes: number): void {
    this.#heldRecords -= records;
    this.#heldBytes -= bytes;
  }

  #closeBatch(): void {
    this.#full.push({ records: this.#open, size: this.#openSize });
    this.#open = [];
    this.#openSize = 0;
  }
}
