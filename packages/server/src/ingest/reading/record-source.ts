import { createHash } from 'node:crypto';
import type { BatchReport } from './batch-report.ts';
import type { CheckContext } from '../record/check-activity.ts';
import type { CheckedRow } from '../record/check-record.ts';
import { readBatch } from './read-batch.ts';

/** The records of one request, whatever they came as. Each reading gives the same rows. */
export interface RecordSource {
  readonly read: (context: CheckContext, take: (row: CheckedRow) => void) => BatchReport;
  readonly hash: Buffer;
  /** About what its rows take when they are encoded. */
  readonly encodedBytes: number;
  /** What it keeps in memory beside that until it is written. */
  readonly heldBytes: number;
}

/** What is left of JSON as binary COPY: names go, ids shrink. Measured on usual records. */
const encodedShare = 0.75;

/** One JSON object a line. */
export const recordLines = (body: Buffer): RecordSource => ({
  read: (context, take) => readBatch(body, context, take),
  hash: createHash('sha256').update(body).digest(),
  encodedBytes: Math.ceil(body.length * encodedShare),
  heldBytes: 0,
});
