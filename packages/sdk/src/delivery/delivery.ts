import { describeError } from '../report/describe-error.ts';
import type { TaffrailErrorCode } from '../report/error-report.ts';
import type { MakeUuidV7 } from '../record/uuid-v7.ts';
import type { CancelTimer } from '../host/ports.ts';
import type { Rejection } from './answer.ts';
import { RequestBlock } from '../requests/request-block.ts';
import { BatchEncoder, type EncodedBatch } from './batch-encoder.ts';
import { Courier, type CourierParts, type Settlement } from './courier.ts';
import { toRejectedRecords } from './rejected-records.ts';
import { RecordQueue, type QueuedRecord, type QueueLimits, type RawBatch } from './record-queue.ts';
import { sealBatch, splitBatch, type SealedBatch } from './sealed-batch.ts';

export interface DeliverySettings extends QueueLimits {
  readonly flushIntervalMs: number;
}

/**
 * The way of ordinary records: queue → sealed batches → one request at a time. A batch is sealed
 * when it is full, or when its time has come and nothing is ahead of it; so batches grow full
 * while the console is slow or away.
 */
export class Delivery {
  readonly #queue: RecordQueue;
  readonly #courier: Courier;
  readonly #parts: CourierParts;
  readonly #encoder: BatchEncoder;
  readonly #flushIntervalMs: number;
  readonly #onSealed: (block: RequestBlock) => void;
  readonly #sealed: SealedBatch[] = [];
  readonly #flushes: { readonly until: number; readonly resolve: () => void }[] = [];
  #cancelTimer: CancelTimer | undefined;
  #isSealScheduled = false;
  #isSealing = false;
  #isSending = false;
  #sending: Promise<void> = Promise.resolve();
  /** The open batch is wanted as soon as nothing is ahead of it. */
  #isDue = false;
  /** Records ever taken, taken out of the queue, and settled: a flush waits for its number. */
  #taken = 0;
  #unqueued = 0;
  #settled = 0;
  #flushUntil = 0;

  constructor(
    settings: DeliverySettings,
    parts: CourierParts,
    makeId: MakeUuidV7,
    onSealed: (block: RequestBlock) => void,
  ) {
    this.#onSealed = onSealed;
    this.#queue = new RecordQueue(settings);
    this.#courier = new Courier(parts);
    this.#parts = parts;
    this.#encoder = new BatchEncoder(makeId);
    this.#flushIntervalMs = settings.flushIntervalMs;
  }

  get heldRecords(): number {
    return this.#queue.heldRecords;
  }

  /** Something waits for the console already: what comes may as well wait for its batch to fill. */
  get isBehind(): boolean {
    return this.#sealed.length > 0;
  }

  get heldBytes(): number {
    return this.#queue.heldBytes;
  }

  /** False when there is no room. */
  offer(record: QueuedRecord, size: number): boolean {
    if (!this.#queue.add(record, size)) return false;
    this.#taken += 1;
    if (this.#queue.hasFullBatch) {
      if (!this.#isSealScheduled) this.#scheduleSeal();
    } else if (this.#cancelTimer === undefined && !this.#isDue) {
      this.#startTimer();
    }
    return true;
  }

  /** False when there is no room. The block is free again once `onSealed` is called with it. */
  offerBlock(block: RequestBlock): boolean {
    const records = block.length;
    if (!this.#queue.addBlock(block)) return false;
    this.#taken += records;
    if (!this.#isSealScheduled) this.#scheduleSeal();
    return true;
  }

  /** Resolves once everything taken so far is settled; without a console, never. */
  flush(): Promise<void> {
    if (this.#settled === this.#taken) return Promise.resolve();
    this.#courier.hurry();
    return new Promise((resolve) => {
      this.#flushes.push({ until: this.#taken, resolve });
      this.#flushUntil = this.#taken;
      void this.#seal();
    });
  }

  /** Resolves once the request under way has ended; what is not settled by then is dropped. */
  async stop(): Promise<void> {
    this.#cancelTimer?.();
    this.#courier.stop();
    await this.#sending;
    const { heldRecords, heldBytes } = this.#queue;
    if (heldRecords === 0) return;
    const message = 'closed before the console had taken everything';
    this.#settleDropped(heldRecords, heldBytes, message, 'closed');
  }

  #startTimer(): void {
    this.#cancelTimer = this.#parts.ports.setTimer(() => {
      this.#cancelTimer = undefined;
      this.#isDue = true;
      void this.#seal();
    }, this.#flushIntervalMs);
  }

  /** Not at the call that fills the batch: its caller would wait for the encoding. */
  #scheduleSeal(): void {
    this.#isSealScheduled = true;
    setImmediate(() => {
      this.#isSealScheduled = false;
      void this.#seal();
    });
  }

  #nextRaw(): RawBatch | undefined {
    if (this.#courier.isStopped) return undefined;
    const isWanted =
      this.#flushUntil > this.#unqueued || (this.#isDue && this.#sealed.length === 0);
    const raw = isWanted ? this.#queue.takeAny() : this.#queue.takeFull();
    // Requests that became due with it go before the open batch, which has no other timer.
    if (isWanted) this.#isDue = this.#queue.hasWaiting;
    this.#unqueued += raw?.records.length ?? 0;
    return raw;
  }

  async #seal(): Promise<void> {
    if (this.#isSealing) return;
    this.#isSealing = true;
    for (let raw = this.#nextRaw(); raw !== undefined; raw = this.#nextRaw()) {
      await this.#sealOne(raw);
      this.#send();
    }
    this.#isSealing = false;
  }

  async #sealOne(raw: RawBatch): Promise<void> {
    let left = raw.records.length;
    try {
      const { ndjson, records } = await this.#encode(raw.records);
      if (records < left) this.#settleDropped(left - records, 0, 'could not be encoded');
      left = records;
      if (records === 0) return this.#queue.release(0, raw.size);
      const batch = await sealBatch(ndjson, records, this.#parts.codec.encoding);
      this.#queue.reweigh(raw.size, batch.body.length);
      this.#sealed.push(batch);
    } catch (error) {
      // For want of memory; the host must not fail with it.
      this.#settleDropped(left, raw.size, describeError(error));
    } finally {
      if (raw.records instanceof RequestBlock) this.#onSealed(raw.records);
    }
  }

  #encode(records: RawBatch['records']): EncodedBatch | Promise<EncodedBatch> {
    return records instanceof RequestBlock
      ? { ndjson: records.ndjson, records: records.length }
      : this.#encoder.encode(records);
  }

  #send(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    this.#sending = this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    for (let batch = this.#sealed[0]; batch !== undefined; batch = this.#sealed[0]) {
      const settlement = await this.#courier.deliver(batch);
      if (settlement.kind === 'stopped') break;
      this.#sealed.shift();
      await this.#settle(batch, settlement);
    }
    this.#isSending = false;
    void this.#seal();
  }

  async #settle(batch: SealedBatch, settlement: Settlement): Promise<void> {
    const { records, body } = batch;
    try {
      if (settlement.kind === 'taken') {
        if (settlement.rejected.length > 0) await this.#tellRejected(batch, settlement.rejected);
        this.#release(records, body.length);
      } else if (settlement.kind === 'too_large' && records > 1) {
        const halves = await splitBatch(batch);
        this.#queue.reweigh(body.length, halves[0].body.length + halves[1].body.length);
        this.#sealed.unshift(...halves);
      } else {
        this.#settleDropped(records, body.length, toReason(settlement), 'refused');
      }
    } catch (error) {
      this.#settleDropped(records, body.length, describeError(error));
    }
  }

  async #tellRejected(batch: SealedBatch, rejected: readonly Rejection[]): Promise<void> {
    const rejections = await toRejectedRecords(batch, rejected);
    const message = `${rejections[0]?.code}: ${rejections[0]?.message}`;
    this.#parts.report.tell({ code: 'rejected', message, count: rejections.length, rejections });
  }

  #settleDropped(
    count: number,
    bytes: number,
    message: string,
    code: TaffrailErrorCode = 'invalid_record',
  ): void {
    this.#parts.counters.dropped += count;
    this.#parts.report.tell({ code, message, count });
    this.#release(count, bytes);
  }

  #release(records: number, bytes: number): void {
    this.#queue.release(records, bytes);
    this.#settled += records;
    while (this.#flushes[0] !== undefined && this.#flushes[0].until <= this.#settled) {
      this.#flushes.shift()?.resolve();
    }
  }
}

const toReason = (settlement: Settlement): string =>
  settlement.kind === 'refused'
    ? `the console answered ${settlement.status}: ${settlement.message}`
    : 'the record is too large';
