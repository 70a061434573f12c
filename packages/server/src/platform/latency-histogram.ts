/**
 * How long things took, as counts by bucket: microseconds, exact below 32, from there on each power
 * of two in 32 equal parts. Histograms of the same kind are added bucket by bucket, and a percentile
 * of the sum is off by 1.6 % at most (half of a 32nd): buckets are in the order of what they hold, so the
 * rank of a percentile falls into the bucket of the exact one, and the middle stands for it.
 */

const exactBelow = 32;
const partsOfAPower = 32;
const exponentOfExact = 5;
const microsecondsOfMs = 1_000;

export const latencyBucket = (ms: number): number => {
  const us = Math.round(ms * microsecondsOfMs);
  if (us < exactBelow) return us;
  const exponent = Math.floor(Math.log2(us));
  const part = Math.floor(us / 2 ** (exponent - exponentOfExact));
  return (exponent - exponentOfExact) * partsOfAPower + part;
};

/** The middle of a bucket, in milliseconds. */
export const latencyOfBucket = (bucket: number): number => {
  if (bucket < exactBelow + partsOfAPower) return bucket / microsecondsOfMs;
  const power = Math.floor(bucket / partsOfAPower) - 1;
  const width = 2 ** power;
  const first = ((bucket % partsOfAPower) + partsOfAPower) * width;
  return (first + (width - 1) / 2) / microsecondsOfMs;
};

const bytesOfBucket = 2;
const bytesOfCell = 8;
const twoTo32 = 2 ** 32;

/** As the database keeps it: buckets that are not empty, in order, each with its count. */
export const packHistogram = (counts: ReadonlyMap<number, number>): Buffer => {
  const cells = [...counts].sort(([a], [b]) => a - b);
  const bytes = Buffer.alloc(cells.length * bytesOfCell);
  for (const [index, [bucket, count]] of cells.entries()) {
    bytes.writeUInt16BE(bucket, index * bytesOfCell);
    bytes.writeUIntBE(count, index * bytesOfCell + bytesOfBucket, bytesOfCell - bytesOfBucket);
  }
  return bytes;
};

const mostBuckets = latencyBucket(86_400_000) + 1;

/** A sum of histograms. */
export class LatencyHistogram {
  readonly #counts = new Float64Array(mostBuckets);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  /** Adds a packed one. Answers how much it counts. */
  add(packed: Buffer): number {
    const before = this.#total;
    for (let at = 0; at < packed.length; at += bytesOfCell) {
      // What readUIntBE does, at a third of the time.
      const count = packed.readUInt16BE(at + 2) * twoTo32 + packed.readUInt32BE(at + 4);
      const bucket = packed.readUInt16BE(at);
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
      this.#total += count;
    }
    return this.#total - before;
  }

  /** By nearest rank, in milliseconds: what at least this share does not exceed. Null when empty. */
  percentile(share: number): number | null {
    const rank = Math.ceil(share * this.#total);
    let counted = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      counted += count;
      if (count > 0 && counted >= rank) return latencyOfBucket(bucket);
    }
    return null;
  }
}
