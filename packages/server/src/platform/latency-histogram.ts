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

/** A cell is 12 bits for the bucket and 20 for its count; a larger count goes on in the next cell. */
const bytesOfCell = 4;
const bitsOfCount = 20;
const mostOfCell = 2 ** bitsOfCount - 1;

function* toCells(counts: ReadonlyMap<number, number>): Generator<number> {
  const buckets = [...counts].sort(([a], [b]) => a - b);
  for (const [bucket, count] of buckets)
    for (let left = count; left > 0; left -= mostOfCell)
      yield bucket * (mostOfCell + 1) + Math.min(left, mostOfCell);
}

/** As the database keeps it: buckets that are not empty, in order, each with its count. */
export const packHistogram = (counts: ReadonlyMap<number, number>): Buffer => {
  const cells = [...toCells(counts)];
  const bytes = Buffer.alloc(cells.length * bytesOfCell);
  for (const [index, cell] of cells.entries()) bytes.writeUInt32BE(cell, index * bytesOfCell);
  return bytes;
};

/**
 * Of one packed histogram as it is, by nearest rank, in milliseconds: a chart has hundreds of which
 * nothing is to be added up. Null when it is empty.
 */
export const percentileOf = (packed: Buffer, share: number): number | null => {
  let total = 0;
  for (let at = 0; at < packed.length; at += bytesOfCell)
    total += packed.readUInt32BE(at) & mostOfCell;
  const rank = Math.ceil(share * total);
  let counted = 0;
  for (let at = 0; at < packed.length; at += bytesOfCell) {
    const cell = packed.readUInt32BE(at);
    counted += cell & mostOfCell;
    if (counted >= rank) return latencyOfBucket(cell >>> bitsOfCount);
  }
  return null;
};

/** Up to two seconds; a chart has hundreds of histograms, few of which hold anything slower. */
const usualBuckets = latencyBucket(2_000);

const histogramsOfSlab = 64;
let slab = new Float64Array(0);

/** Zeros. A buffer costs the collector more than what it holds, so many histograms share one. */
const takeUsual = (): Float64Array => {
  if (slab.length < usualBuckets) slab = new Float64Array(histogramsOfSlab * usualBuckets);
  const counts = slab.subarray(0, usualBuckets);
  slab = slab.subarray(usualBuckets);
  return counts;
};

/** A sum of histograms. */
export class LatencyHistogram {
  #counts = takeUsual();
  #total = 0;

  #reach(buckets: number): void {
    const counts = new Float64Array(buckets);
    counts.set(this.#counts);
    this.#counts = counts;
  }

  get total(): number {
    return this.#total;
  }

  /** Adds packed ones that stand one behind the other. Answers how much they count. */
  add(packed: Buffer): number {
    const cells = new DataView(packed.buffer, packed.byteOffset, packed.length);
    let counts = this.#counts;
    let sum = 0;
    for (let at = 0; at < packed.length; at += bytesOfCell) {
      const cell = cells.getUint32(at);
      const bucket = cell >>> bitsOfCount;
      const count = cell & mostOfCell;
      if (bucket >= counts.length) {
        this.#reach(bucket + 1);
        counts = this.#counts;
      }
      counts[bucket] = (counts[bucket] ?? 0) + count;
      sum += count;
    }
    this.#total += sum;
    return sum;
  }

  merge(other: LatencyHistogram): void {
    if (other.#counts.length > this.#counts.length) this.#reach(other.#counts.length);
    for (const [bucket, count] of other.#counts.entries())
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    this.#total += other.#total;
  }

  /** How many took no longer, to within a bucket. */
  countWithin(ms: number): number {
    const last = latencyBucket(ms);
    return this.#counts.subarray(0, last + 1).reduce((sum, count) => sum + count, 0);
  }

  /** By nearest rank, in milliseconds: what at least this share does not exceed. Null when empty. */
  percentile(share: number): number | null {
    const rank = Math.ceil(share * this.#total);
    if (rank === 0) return null;
    let counted = 0;
    let bucket = -1;
    while (counted < rank) {
      bucket += 1;
      counted += this.#counts[bucket] ?? 0;
    }
    return latencyOfBucket(bucket);
  }
}

/** A day: what takes longer is counted as that. */
const mostMs = 86_400_000;

/** Latencies as they come, however many. */
export class LatencyTally {
  readonly #counts = new Map<number, number>();
  #totalMs = 0;
  #total = 0;

  add(ms: number): void {
    const bucket = latencyBucket(Math.min(Math.max(ms, 0), mostMs));
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
    this.#totalMs += ms;
    this.#total += 1;
  }

  merge(other: LatencyTally): void {
    for (const [bucket, count] of other.#counts)
      this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#totalMs += other.#totalMs;
    this.#total += other.#total;
  }

  /** Exact; null of none. */
  get averageMs(): number | null {
    return this.#total === 0 ? null : this.#totalMs / this.#total;
  }

  /** As a histogram has it. */
  percentile(share: number): number | null {
    const histogram = new LatencyHistogram();
    histogram.add(packHistogram(this.#counts));
    return histogram.percentile(share);
  }
}
