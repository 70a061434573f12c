import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRetryAfter } from './answer.ts';
import { backoffMs } from './backoff.ts';

it('grows from half a second to half a minute, with full jitter', () => {
  const longest = [0, 1, 2, 5, 6, 7, 1_000].map((attempt) =>
    backoffMs(attempt, undefined, () => 1),
  );
  expect(longest).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoffMs(7, undefined, () => 0)).toBe(0);
});

it('is never shorter than the console asked for, within an hour', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 3_600_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, askedMs, chance) => {
        const delayMs = backoffMs(attempt, askedMs, () => chance);
        expect(delayMs).toBeGreaterThanOrEqual(askedMs);
        expect(delayMs).toBeLessThanOrEqual(askedMs + 500);
      },
    ),
  );
});

it.each([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['0', 0],
  ['2', 2_000],
  [' 7 ', 7_000],
  ['Thu, 01 Jan 1970 00:01:05 GMT', 5_000],
  ['Thu, 01 Jan 1970 00:00:05 GMT', 0],
])('reads Retry-After %j', (header, expected) => {
  expect(readRetryAfter(header, 60_000)).toBe(expected);
});
