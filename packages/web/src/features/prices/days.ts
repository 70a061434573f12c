import { fromWallTime, toWallTime } from '../../lib/time/zoned-time.ts';

const two = (count: number): string => String(count).padStart(2, '0');

/** As a date field has it: the day that a moment is in. */
export const dayOf = (at: Date, timeZone: string): string => {
  const { year, month, day } = toWallTime(at, timeZone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};

/** When a day of a date field begins; undefined of what is none. */
export const startOfDay = (text: string, timeZone: string, daysLater = 0): Date | undefined => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day) + daysLater,
    hour: 0,
    minute: 0,
    second: 0,
  };
  return fromWallTime(wall, timeZone);
};
