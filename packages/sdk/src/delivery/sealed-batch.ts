import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** The exact bytes of a request; sending them again is what makes a repetition harmless. */
export interface SealedBatch {
  readonly idempotencyKey: string;
  /** gzip of NDJSON. */
  readonly body: Buffer;
  readonly records: number;
}

/**
 * Level 1 with a 16 kB window: on action records as small as level 3 makes them, 15 % cheaper than
 * level 1's own defaults and 2.4 times cheaper than level 6.
 */
const gzipSettings = { level: 1, windowBits: 14, memLevel: 9, chunkSize: 65_536 } as const;

/** Compresses on libuv's threads: the host's event loop is not held up by it. */
export async function sealBatch(
  ndjson: Buffer,
  records: number,
  toKey: (body: Buffer) => string,
): Promise<SealedBatch> {
  const body = await compress(ndjson, gzipSettings);
  return { idempotencyKey: toKey(body), body, records };
}

/** Without line ends. */
export async function readLines(batch: SealedBatch): Promise<string[]> {
  const text = (await decompress(batch.body)).toString();
  return text.split('\n').slice(0, batch.records);
}

/** For a body that the server finds too large. A batch of one cannot be split. */
export async function splitBatch(
  batch: SealedBatch,
  toKey: (body: Buffer) => string,
): Promise<readonly [SealedBatch, SealedBatch]> {
  const lines = await readLines(batch);
  const middle = lines.length >> 1;
  const seal = (half: string[]): Promise<SealedBatch> =>
    sealBatch(Buffer.from(`${half.join('\n')}\n`), half.length, toKey);
  return [await seal(lines.slice(0, middle)), await seal(lines.slice(middle))];
}
