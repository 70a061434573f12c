import { describe, expect, it } from 'vitest';
import { broaderRange, keptFrom } from './broader-range.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

describe('broaderRange', () => {
  const find = (hours: number[]) =>
    broaderRange(
      {
        stepSeconds: 86_400,
        buckets: hours.map((each) => ({ at: ago(each).toISOString(), counts: { lead: 1 } })),
      },
      now,
      'UTC',
    )?.range;
  it.each([
    [[0.5], '1h'],
    [[5], '6h'],
    [[100, 30], '7d'],
    [[2000], '90d'],
    // The bucket begins before everything that is kept, and ends within it.
    [[90 * 24 + 5], '90d'],
    [[], undefined],
  ])('for something %j hours ago is %s', (hours, range) => {
    expect(find(hours)).toBe(range);
  });

  it('knows that an empty bucket has nothing', () => {
    const buckets = [
      { at: ago(1).toISOString(), counts: { lead: 0 } },
      { at: ago(2).toISOString(), counts: {} },
    ];
    expect(broaderRange({ stepSeconds: 3600, buckets }, now, 'UTC')).toBeUndefined();
  });

  it('has the words for a link', () => {
    const buckets = [{ at: ago(30).toISOString(), counts: { lead: 1 } }];
    expect(broaderRange({ stepSeconds: 3600, buckets }, now, 'UTC')?.title).toBe('last 7 days');
  });
});

describe('keptFrom', () => {
  it('is said only of ranges that begin before the limit', () => {
    const limit = ago(90 * 24);
    expect(keptFrom({ from: ago(24), to: now }, now)).toBeUndefined();
    expect(keptFrom({ from: limit, to: now }, now)).toBeUndefined();
    expect(keptFrom({ from: ago(91 * 24), to: now }, now)).toEqual(limit);
  });
});
