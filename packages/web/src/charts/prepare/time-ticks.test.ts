import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const ticks = (from: string, to: string, timeZone = 'UTC'): string[] =>
  timeTicks({ from: new Date(from), to: new Date(to) }, timeZone, 6).map(
    ({ at, isDay }) => `${at.toISOString().slice(0, 16)}${isDay ? ' day' : ''}`,
  );

describe('timeTicks', () => {
  it('stand on round hours of the zone', () => {
    expect(ticks('2026-11-20T10:42:07Z', '2026-11-21T10:42:07Z')).toEqual([
      '2026-11-20T12:00',
      '2026-11-20T18:00',
      '2026-11-21T00:00 day',
      '2026-11-21T06:00',
    ]);
    expect(ticks('2026-11-20T10:42:07Z', '2026-11-21T10:42:07Z', 'Asia/Kolkata')).toEqual([
      '2026-11-20T12:30',
      '2026-11-20T18:30 day',
      '2026-11-21T00:30',
      '2026-11-21T06:30',
    ]);
  });

  it('stand on midnight on both sides of a change of the clocks', () => {
    expect(ticks('2026-10-23T12:00:00Z', '2026-10-27T12:00:00Z', 'Europe/Berlin')).toEqual([
      '2026-10-23T22:00 day',
      '2026-10-24T22:00 day',
      '2026-10-25T23:00 day',
      '2026-10-26T23:00 day',
    ]);
  });

  it('are few for any range, inside it and in order', () => {
    const at = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    const width = fc.integer({ min: 60_000, max: 4 * 366 * 86_400_000 });
    fc.assert(
      fc.property(at, width, fc.constantFrom('UTC', 'Europe/Berlin'), (begin, ms, zone) => {
        const span = { from: new Date(begin), to: new Date(begin + ms) };
        const found = timeTicks(span, zone, 6);
        expect(found.length).toBeLessThanOrEqual(8);
        for (const [index, { at: tick }] of found.entries()) {
          expect(tick >= span.from && tick < span.to).toBe(true);
          const before = found[index - 1]?.at;
          if (before) expect(tick > before).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
