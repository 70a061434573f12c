import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Rejection } from '../delivery/answer.ts';
import { Courier, type CourierParts } from '../delivery/courier.ts';
import { toRejectedRecords } from '../delivery/rejected-records.ts';
import { readLines, sealBatch, splitBatch, type SealedBatch } from '../delivery/sealed-batch.ts';
import { appendRejected, type RejectedEntry } from './rejected-file.ts';
import { readSpool } from './spool-line.ts';

const batchRecords = 1_000;
const batchChars = 1_000_000;

/** What became of a segment: `done` may be deleted, `kept` has to be tried again. */
export type SegmentOutcome = 'done' | 'kept';

/** Sends the records of one spool segment and keeps aside what can never be accepted. */
export class SegmentCourier {
  readonly #courier: Courier;
  readonly #parts: CourierParts;
  readonly #folder: string;

  constructor(courier: Courier, parts: CourierParts, folder: string) {
    this.#courier = courier;
    this.#parts = parts;
    this.#folder = folder;
  }

  async carry(path: string): Promise<SegmentOutcome> {
    const { records, damaged } = readSpool(await readFile(path, 'utf8'));
    if (damaged.length > 0) {
      const message = 'does not match its checksum';
      await this.#keepAside(damaged.map((line) => this.#entry('damaged', message, line)));
    }
    for (const lines of inBatches(records)) {
      const ndjson = Buffer.from(`${lines.join('\n')}\n`);
      const outcome = await this.#carryBatch(await this.#seal(ndjson, lines.length));
      if (outcome === 'kept') return 'kept';
    }
    return 'done';
  }

  #seal(ndjson: Buffer, records: number): Promise<SealedBatch> {
    return sealBatch(ndjson, records, this.#parts.codec.encoding, keyOfBody);
  }

  async #carryBatch(batch: SealedBatch): Promise<SegmentOutcome> {
    const settlement = await this.#courier.deliver(batch);
    if (settlement.kind === 'too_large') return this.#carryHalves(batch);
    if (settlement.kind === 'taken') {
      if (settlement.rejected.length > 0) await this.#keepRejected(batch, settlement.rejected);
      // Only what the console has answered for may be deleted.
      return settlement.unanswered === 0 ? 'done' : 'kept';
    }
    if (settlement.kind === 'refused') {
      const message = `the console answered ${settlement.status}; its ledger records stay spooled: ${settlement.message}`;
      this.#parts.report.tell({ code: 'refused', message, count: batch.records });
    }
    return 'kept';
  }

  async #keepRejected(batch: SealedBatch, rejected: readonly Rejection[]): Promise<void> {
    const records = await toRejectedRecords(batch, rejected);
    await this.#keepAside(
      records.map(({ code, message, record }) => this.#entry(code, message, record)),
    );
  }

  async #carryHalves(batch: SealedBatch): Promise<SegmentOutcome> {
    if (batch.records === 1) {
      const [line = ''] = await readLines(batch);
      await this.#keepAside([this.#entry('too_large', 'larger than the console takes', line)]);
      return 'done';
    }
    for (const half of await splitBatch(batch, keyOfBody)) {
      if ((await this.#carryBatch(half)) === 'kept') return 'kept';
    }
    return 'done';
  }

  #entry(code: string, message: string, record: string): RejectedEntry {
    return { rejectedAt: new Date(this.#parts.ports.now()).toISOString(), code, message, record };
  }

  async #keepAside(entries: readonly RejectedEntry[]): Promise<void> {
    await appendRejected(this.#folder, entries);
    const message = `${entries[0]?.code}: ${entries[0]?.message}; kept in rejected.ndjson`;
    this.#parts.report.tell({
      code: 'rejected',
      message,
      count: entries.length,
      rejections: entries,
    });
  }
}

/** Follows from the body, so that a restart repeats the key along with the bytes. */
function keyOfBody(body: Buffer): string {
  const hex = createHash('sha256').update(body).digest('hex');
  // A UUID of version 8, RFC 9562, 5.8: the bits are ours to choose.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function* inBatches(records: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let chars = 0;
  for (const record of records) {
    const isFull = batch.length === batchRecords || chars + record.length > batchChars;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(record);
    chars += record.length;
  }
  if (batch.length > 0) yield batch;
}
