import { randomUUID } from 'node:crypto';
import { compress, decompress, type Encoding } from './codec.ts';

/** The exact bytes of a request; sending them again is what makes a repetition harmless. */
export interface SealedBatch {
  readonly idempotencyKey: string;
  /** Compressed NDJSON. */
  readonly body: Buffer;
  readonly encoding: Encoding;
  readonly records: number;
}

export type ToKey = (body: Buffer) => string;

const randomKey: ToKey = () => randomUUID();

export async function sealBatch(
  ndjson: Buffer,
  records: number,
  encoding: Encoding,
  toKey = randomKey,
): Promise<SealedBatch> {
  const body = await compress(ndjson, encoding);
  return { idempotencyKey: toKey(body), body, encoding, records };
}

/** Without line ends. */
export async function readLines(batch: SealedBatch): Promise<string[]> {
  const text = (await decompress(batch.body, batch.encoding)).toString();
  return text.split('\n').slice(0, batch.records);
}

/** For a body that the server finds too large. A batch of one cannot be split. */
export async function splitBatch(
  batch: SealedBatch,
  toKey = randomKey,
): Promise<readonly [SealedBatch, SealedBatch]> {
  const lines = await readLines(batch);
  const middle = lines.length >> 1;
  const seal = (half: string[]): Promise<SealedBatch> =>
    sealBatch(Buffer.from(`${half.join('\n')}\n`), half.length, batch.encoding, toKey);
  return [await seal(lines.slice(0, middle)), await seal(lines.slice(middle))];
}
