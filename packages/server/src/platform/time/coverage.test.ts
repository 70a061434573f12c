import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ZoneDay } from '../db/calendar.ts';
import { cover } from './coverage.ts';
import type { TimeRange } from './time-range.ts';

const at = (text: string): Date => new Date(`2026-11-${text}Z`);
const range = (from: string, to: string): TimeRange => ({ from: at(from), to: at(to) });
const quarter = 900_000;
const hour = 3_600_000;

/** Midnights of a zone half an hour off UTC. */
const days: ZoneDay[] = ['19', '20', '21', '22', '23'].map((day) => ({
  day: `2026-11-${day}`,
  startsAt: new Date(at(`${day}T00:00:00`).getTime() - 5.5 * hour),
}));

describe('cover', () => {
  it('takes whole days, whole units at both sides, and rows at the edges', () => {
    expect(cover(range('19T10:07:00', '21T20:50:00'), days, quarter)).toEqual({
      days: { first: '2026-11-20', last: '2026-11-21' },
      units: [range('19T10:15:00', '19T18:30:00'), range('21T18:30:00', '21T20:45:00')],
      rows: [range('19T10:07:00', '19T10:15:00'), range('21T20:45:00', '21T20:50:00')],
    });
  });

  it('counts rows where days begin inside a unit', () => {
    expect(cover(range('19T17:00:00', '20T18:30:00'), days, hour)).toEqual({
      days: { first: '2026-11-20', last: '2026-11-20' },
      units: [range('19T17:00:00', '19T18:00:00')],
      rows: [range('19T18:00:00', '19T18:30:00')],
    });
  });

  it('takes only days when the range ends with them', () => {
    expect(cover(range('19T18:30:00', '20T18:30:00'), days, hour)).toEqual({
      days: { first: '2026-11-20', last: '2026-11-20' },
      units: [],
      rows: [],
    });
  });

  it('takes no day that is not whole', () => {
    expect(cover(range('19T18:30:00', '20T18:00:00'), days, hour).days).toBeUndefined();
  });

  it('counts rows inside of one unit, and nothing in an empty range', () => {
    const inside = range('19T10:01:00', '19T10:14:00');
    expect(cover(inside, [], quarter)).toEqual({ days: undefined, units: [], rows: [inside] });
    const empty = range('19T10:00:00', '19T10:00:00');
    expect(cover(empty, [], quarter)).toEqual({ days: undefined, units: [], rows: [] });
  });

  it('covers every moment of any range exactly once', () => {
    const moment = fc.integer({ min: +at('18T18:30:00'), max: +at('22T18:29:59') });
    fc.assert(
      fc.property(moment, moment, fc.constantFrom(quarter, hour), (a, b, unitMs) => {
        const whole = { from: new Date(Math.min(a, b)), to: new Date(Math.max(a, b)) };
        const covered = cover(whole, days, unitMs);
        const first = days.find(({ day }) => day === covered.days?.first);
        const afterLast = days[days.findIndex(({ day }) => day === covered.days?.last) + 1];
        const parts = [
          ...(first && afterLast ? [{ from: first.startsAt, to: afterLast.startsAt }] : []),
          ...covered.units,
          ...covered.rows,
        ].sort((x, y) => +x.from - +y.from);
        let reached = +whole.from;
        for (const part of parts) {
          expect(+part.from).toBe(reached);
          expect(+part.to).toBeGreaterThan(+part.from);
          reached = +part.to;
        }
        expect(reached).toBe(+whole.to);
        for (const { from, to } of covered.units)
          expect([+from % unitMs, +to % unitMs]).toEqual([0, 0]);
      }),
    );
  });
});
