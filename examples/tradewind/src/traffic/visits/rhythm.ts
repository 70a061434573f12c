import type { Chance } from '../../chance.ts';
import { hourMs } from '../durations.ts';
import type { Person } from '../world/customer.ts';
import { weekdayOf } from './local-time.ts';

/** How likely somebody comes at each hour of a working day: two humps with lunch between them. */
const byHour: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 0.5, 0.3, 0.3, 0.5, 1, 4, 14, 38, 52, 50, 44, 26, 36, 48, 46, 40, 28, 14, 8, 6, 5, 3, 2].map(
    (weight, hour) => [String(hour), weight],
  ),
);

/** Monday is catching up, on Friday afternoon nobody buys. */
const byWeekday = [1, 1.15, 1.1, 1.05, 1, 0.8, 0.6] as const;
const onWeekends = 0.1;

/** Of seven days they work five, whichever these are; and do nothing else, so they come more often. */
const inShifts = (5 / 7) * 2.2;

/** How much of a working day's visits this day has. */
export const dayWeight = (
  day: number,
  weekend: readonly number[],
  { shift }: Pick<Person, 'shift'>,
): number => {
  if (shift !== undefined) return inShifts;
  const weekday = weekdayOf(day);
  return weekend.includes(weekday) ? onWeekends : (byWeekday[weekday] ?? 1);
};

/** A time of day, as milliseconds after midnight. */
export const timeOfDay = (chance: Chance, { shift }: Pick<Person, 'shift'>): number => {
  const hour =
    shift === undefined ? Number(chance.weighted(byHour)) : chance.integer(0, 7) + shift * 8;
  return hour * hourMs + Math.floor(chance.next() * hourMs);
};

/** A whole number with this mean (Knuth's algorithm for Poisson; means are small here). */
export const countAround = (chance: Chance, mean: number): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = chance.next(); product > limit; product *= chance.next()) count += 1;
  return count;
};
