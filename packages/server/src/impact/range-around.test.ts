import { expect, it } from 'vitest';
import { rangeAround } from './range-around.ts';

const now = new Date('2026-11-21T12:00:00Z');
const told = { minuteDays: 15, hourDays: 90 };
const around = (from: string, to: string | null) => {
  const { range, during } = rangeAround(
    { from: new Date(from), to: to === null ? null : new Date(to) },
    now,
    told,
  );
  return [range.from, range.to, during.from, during.to].map((at) => at.toISOString().slice(0, 16));
};

it.each([
  [
    'an hour on either side of what was short',
    ['2026-11-21T08:00:00Z', '2026-11-21T08:10:00Z'],
    ['2026-11-21T07:00', '2026-11-21T09:10'],
  ],
  [
    'half of its length where it was longer',
    ['2026-11-20T00:00:00Z', '2026-11-20T10:00:00Z'],
    ['2026-11-19T19:00', '2026-11-20T15:00'],
  ],
  [
    'a day at most',
    ['2026-11-08T12:00:00Z', '2026-11-18T12:00:00Z'],
    ['2026-11-07T12:00', '2026-11-19T12:00'],
  ],
  [
    'half a day where hours are told apart',
    ['2026-10-01T08:00:00Z', '2026-10-01T08:10:00Z'],
    ['2026-09-30T20:00', '2026-10-01T20:10'],
  ],
  [
    'a week where only days are',
    ['2026-03-08T08:00:00Z', '2026-03-08T08:10:00Z'],
    ['2026-03-01T08:00', '2026-03-15T08:10'],
  ],
] as const)('shows %s', (_, [from, to], shown) => {
  expect(around(from, to)).toEqual([...shown, from.slice(0, 16), to.slice(0, 16)]);
});

it('shows what goes on up to now, and nothing of what is to come', () => {
  expect(around('2026-11-21T11:50:00Z', null)).toEqual([
    '2026-11-21T10:50',
    '2026-11-21T12:00',
    '2026-11-21T11:50',
    '2026-11-21T12:00',
  ]);
  expect(around('2026-11-21T11:00:00Z', '2026-11-21T11:50:00Z')[1]).toBe('2026-11-21T12:00');
});
