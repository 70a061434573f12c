import type { Chance } from '../../chance.ts';
import { hourMs } from '../durations.ts';
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

/** How much of a working day's visits this day has. */
export const dayWeight = (day: number, weekend: readonly number[]): number => {
  const weekday = weekdayOf(day);
  return weekend.includes(weekday) ? onWeekends : (byWeekday[weekday] ?? 1);
};

/** A time of day, as milliseconds after midnight. */
export const timeOfDay = (chance: Chance): number =>
  Number(chance.weighted(byHour)) * hourMs + Math.floor(chance.next() * hourMs);

/** A whole number with this mean (Knuth's algorithm for Poisson; means are small here). */
export const countAround = (chance: Chance, mean: number): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = chance.next(); product > limit; product *= chance.next()) count += 1;
  return count;
};
