import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  latencyBucket,
  LatencyHistogram,
  latencyOfBucket,
  LatencyTally,
  packHistogram,
  percentileOf,
} from './latency-histogram.ts';

const ms = fc.oneof(
  fc.double({ min: 0.032, max: 86_400_000, noNaN: true }),
  fc.double({ min: -1.4, max: 7, noNaN: true }).map((power) => 10 ** power),
);

describe('a bucket of response times', () => {
  it('stands for all that it holds within 2 %', () => {
    fc.assert(
      fc.property(ms, (time) => {
        const found = latencyOfBucket(latencyBucket(time));
        expect(Math.abs(found - time) / time).toBeLessThanOrEqual(0.02);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is in the order of the times, so that ranks are kept', () => {
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(latencyBucket(low)).toBeLessThanOrEqual(latencyBucket(high));
      }),
    );
    for (let bucket = 1; bucket < 1_033; bucket += 1) {
      expect(latencyOfBucket(bucket)).toBeGreaterThan(latencyOfBucket(bucket - 1));
      expect(latencyBucket(latencyOfBucket(bucket))).toBe(bucket);
    }
  });

  it('is exact below 64 µs, where 2 % would be finer than its unit', () => {
    for (let us = 0; us < 64; us += 1)
      expect(latencyOfBucket(latencyBucket(us / 1_000))).toBeCloseTo(us / 1_000, 10);
  });

  // As the SDK has it, which samples by it.
  it.each([
    [0.031, 31],
    [0.032, 32],
    [0.064, 64],
    [0.065, 64],
    [1, 190],
    [86_400_000, 1_032],
  ])('of %d ms is %i', (time, bucket) => {
    expect(latencyBucket(time)).toBe(bucket);
  });
});

const countBuckets = (times: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const time of times) {
    const bucket = latencyBucket(time);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
};

describe('a histogram by itself', () => {
  it('has the percentiles of a sum of it alone', () => {
    fc.assert(
      fc.property(fc.array(ms, { maxLength: 100 }), (times) => {
        const packed = packHistogram(countBuckets(times));
        const histogram = new LatencyHistogram();
        histogram.add(packed);
        for (const share of [0.01, 0.5, 0.95, 1])
          expect(percentileOf(packed, share)).toBe(histogram.percentile(share));
      }),
    );
  });
});

describe('a sum of histograms', () => {
  it('counts those that took no longer, to within a bucket', () => {
    fc.assert(
      fc.property(fc.array(ms, { maxLength: 100 }), ms, (times, limit) => {
        const histogram = new LatencyHistogram();
        histogram.add(packHistogram(countBuckets(times)));
        const within = histogram.countWithin(limit);
        expect(within).toBeGreaterThanOrEqual(times.filter((time) => time <= limit).length);
        expect(within).toBeLessThanOrEqual(times.filter((time) => time <= limit * 1.04).length);
      }),
    );
  });

  it('has percentiles within 2 % of the exact ones, however the times came to it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(ms, { maxLength: 100 }), { maxLength: 5 }), (parts) => {
        const histogram = new LatencyHistogram();
        for (const part of parts)
          expect(histogram.add(packHistogram(countBuckets(part)))).toBe(part.length);
        const sorted = parts.flat().toSorted((a, b) => a - b);
        expect(histogram.total).toBe(sorted.length);
        for (const share of [0.5, 0.95, 0.99, 1]) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1];
          const found = histogram.percentile(share);
          if (exact === undefined) expect(found).toBeNull();
          else expect(Math.abs((found ?? Number.NaN) - exact) / exact).toBeLessThanOrEqual(0.02);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('counts more than a cell holds', () => {
    const histogram = new LatencyHistogram();
    const packed = packHistogram(
      new Map([
        [7, 3_000_000],
        [8, 1],
      ]),
    );
    expect(histogram.add(Buffer.concat([packed, packed]))).toBe(6_000_002);
    expect([histogram.percentile(0.5), histogram.percentile(1)]).toEqual([0.007, 0.008]);

    const both = new LatencyHistogram();
    both.merge(histogram);
    both.merge(histogram);
    expect([both.total, both.percentile(1)]).toEqual([12_000_004, 0.008]);
  });
});

describe('a tally of latencies', () => {
  it('has their average exactly, and percentiles as a histogram has them', () => {
    fc.assert(
      fc.property(fc.array(ms, { minLength: 1 }), fc.array(ms), (some, more) => {
        const [one, other] = [new LatencyTally(), new LatencyTally()];
        for (const time of some) one.add(time);
        for (const time of more) other.add(time);
        one.merge(other);
        const all = [...some, ...more].toSorted((a, b) => a - b);
        const average = all.reduce((sum, time) => sum + time, 0) / all.length;
        expect(one.averageMs).toBeCloseTo(average, 3);
        const exact = all[Math.ceil(0.95 * all.length) - 1] ?? Number.NaN;
        expect(Math.abs((one.percentile(0.95) ?? 0) - exact) / exact).toBeLessThanOrEqual(0.02);
      }),
    );
  });

  it('knows nothing of none', () => {
    const none = new LatencyTally();
    expect([none.averageMs, none.percentile(0.95)]).toEqual([null, null]);
  });
});
