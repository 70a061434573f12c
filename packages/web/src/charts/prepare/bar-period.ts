import { formatDay, formatMinute } from '../../lib/time/format-time.ts';
import { toWallTime } from '../../lib/time/zoned-time.ts';
import type { Bar } from './bars.ts';

const dayMs = 86_400_000;

/** `10:00`, or `10:00:05` where there are seconds. */
export const clockOf = (at: Date, timeZone: string): string => {
  const { hour, minute, second } = toWallTime(at, timeZone);
  const parts = second === 0 ? [hour, minute] : [hour, minute, second];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
};

/** `21 Nov, 10:00–10:15`, `21 Nov`, or `21 Nov, 22:00 – 22 Nov, 04:00`. */
export const barPeriod = ({ from, to }: Pick<Bar, 'from' | 'to'>, timeZone: string): string => {
  const widthMs = to.getTime() - from.getTime();
  const day = formatDay(from, timeZone, from);
  // A day may have 23 or 25 hours.
  const isDay = Math.abs(widthMs - dayMs) <= dayMs / 24;
  if (isDay && clockOf(from, timeZone) === '00:00') return day;
  const lastDay = formatDay(new Date(to.getTime() - 1), timeZone, from);
  if (day === lastDay) return `${day}, ${clockOf(from, timeZone)}–${clockOf(to, timeZone)}`;
  return `${formatMinute(from, timeZone)} – ${formatMinute(to, timeZone)}`;
};
