import type { ZoneDay } from '../db/calendar.ts';
import { isEmpty, type TimeRange } from './time-range.ts';

/** A range as whole days, whole units of a finer rollup, and what remains to be counted by row. */
export interface Coverage {
  /** From the first to the last, both included. */
  readonly days: { readonly first: string; readonly last: string } | undefined;
  readonly units: readonly TimeRange[];
  readonly rows: readonly TimeRange[];
}

const coverUnits = (range: TimeRange, unitMs: number): Pick<Coverage, 'units' | 'rows'> => {
  const from = new Date(Math.ceil(range.from.getTime() / unitMs) * unitMs);
  const to = new Date(Math.floor(range.to.getTime() / unitMs) * unitMs);
  const whole = { from, to };
  if (isEmpty(whole)) return { units: [], rows: isEmpty(range) ? [] : [range] };
  const edges = [
    { from: range.from, to: from },
    { from: to, to: range.to },
  ];
  return { units: [whole], rows: edges.filter((edge) => !isEmpty(edge)) };
};

/**
 * Divides a range so that its count is exact and reads as few rows as possible.
 *
 * @param days those that the range touches and the one after; none: days are not to be used.
 * @param unitMs of the finer rollup, whose units begin at whole multiples since 1970.
 */
export const cover = (range: TimeRange, days: readonly ZoneDay[], unitMs: number): Coverage => {
  const inside = days.filter(({ startsAt }) => startsAt >= range.from && startsAt <= range.to);
  const first = inside.at(0);
  const end = inside.at(-1);
  const last = inside.at(-2);
  if (!first || !end || !last) return { days: undefined, ...coverUnits(range, unitMs) };
  const before = coverUnits({ from: range.from, to: first.startsAt }, unitMs);
  const after = coverUnits({ from: end.startsAt, to: range.to }, unitMs);
  return {
    days: { first: first.day, last: last.day },
    units: [...before.units, ...after.units],
    rows: [...before.rows, ...after.rows],
  };
};
