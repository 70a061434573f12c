import { dayMs, minuteMs } from '../durations.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, made);
  return made;
};

const readOffset = (timeZone: string, atMs: number): number => {
  const parts = formatOf(timeZone).formatToParts(atMs);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
};

/** What a clock there shows more than UTC, on this day; a change at night shows the next day. */
const offsetOf = (timeZone: string, day: number): number => {
  const key = `${timeZone} ${day}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = readOffset(timeZone, day * dayMs);
  // A year of days in a dozen zones; then it begins anew.
  if (offsets.size > 5_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
};

/** Days are numbered from 1970-01-01, wherever the sun is. */
export const localDayOf = (timeZone: string, atMs: number): number =>
  Math.floor((atMs + offsetOf(timeZone, Math.floor(atMs / dayMs))) / dayMs);

/** The moment at which a clock there shows this time of this day. */
export const atLocalTime = (timeZone: string, day: number, timeMs: number): number =>
  day * dayMs + timeMs - offsetOf(timeZone, day);

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (day + 4) % 7;
