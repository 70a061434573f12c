import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillBuckets } from './fill-buckets.ts';

const span = { from: new Date('2026-11-20T10:20:00Z'), to: new Date('2026-11-20T13:10:00Z') };
const hour = (at: string, a: number) => ({ at: `2026-11-20T${at}:00:00Z`, counts: { a } });
const shape = (buckets: ReturnType<typeof fillBuckets>): string[] =>
  buckets.map(
    ({ at, counts }) => `${new Date(at).toISOString().slice(11, 16)} ${counts['a'] ?? 0}`,
  );

describe('fillBuckets', () => {
  it('reaches from the beginning of the range to its end', () => {
    expect(shape(fillBuckets([hour('11', 3)], 3600, span))).toEqual([
      '10:00 0',
      '11:00 3',
      '12:00 0',
      '13:00 0',
    ]);
  });

  it('has a bucket for each step of a range in which nothing happened', () => {
    expect(shape(fillBuckets([], 3600, span))).toEqual(['10:20 0', '11:20 0', '12:20 0']);
  });

  it('keeps days in their place when the clocks change', () => {
    const days = [
      { at: '2026-10-23T22:00:00Z', counts: { a: 1 } },
      { at: '2026-10-24T22:00:00Z', counts: { a: 2 } },
      { at: '2026-10-25T23:00:00Z', counts: { a: 3 } },
      { at: '2026-10-26T23:00:00Z', counts: { a: 4 } },
    ];
    const week = { from: new Date('2026-10-23T22:00:00Z'), to: new Date('2026-10-27T23:00:00Z') };
    const counts = fillBuckets(days, 86_400, week).map((bucket) => bucket.counts['a']);
    expect(counts.slice(0, 4)).toEqual([1, 2, 3, 4]);
  });

  it('loses no bucket of the range, and never goes on without end', () => {
    const begin = Date.UTC(2026, 10, 1);
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 199 }));
    fc.assert(
      fc.property(places, (given) => {
        const buckets = given
          .toSorted((a, b) => a - b)
          .map((place) => ({
            at: new Date(begin + place * 60_000).toISOString(),
            counts: { a: 1 },
          }));
        const within = { from: new Date(begin), to: new Date(begin + 200 * 60_000) };
        const filled = fillBuckets(buckets, 60, within);
        expect(filled).toHaveLength(200);
        expect(filled.filter(({ counts }) => counts['a'] === 1)).toEqual(buckets);
      }),
    );
    const years = { from: new Date(0), to: new Date('2026-11-21T00:00:00Z') };
    expect(fillBuckets([], 1, years)).toHaveLength(400);
  });
});
