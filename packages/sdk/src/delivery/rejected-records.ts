import type { RejectedRecord } from '../report/error-report.ts';
import type { Rejection } from './answer.ts';
import { readLines, type SealedBatch } from './sealed-batch.ts';

/** Puts to each rejection the record that it is about; batches are kept compressed only. */
export async function toRejectedRecords(
  batch: SealedBatch,
  rejected: readonly Rejection[],
): Promise<RejectedRecord[]> {
  const lines = await readLines(batch);
  return rejected.map(({ index, code, message }) => ({
    code,
    message,
    record: lines[index] ?? '',
  }));
}
