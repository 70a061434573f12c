/** Wall-clock time in a zone, by `Intl` alone (`Temporal` is not everywhere yet). */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
};

export const toWallTime = (at: Date, timeZone: string): WallTime => {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at))
    parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
};

/** The wall time read as if it were UTC: a number that carries over (31 Nov is 1 Dec). */
const toUtcMs = (wall: WallTime): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);

/**
 * The moment at which the zone's clocks show this. An hour that occurs twice means the first; one
 * that is skipped means as long after the jump as it would have been after the hour before it.
 */
export const fromWallTime = (wall: WallTime, timeZone: string): Date => {
  const wanted = toUtcMs(wall);
  const offsetAt = (ms: number): number => toUtcMs(toWallTime(new Date(ms), timeZone)) - ms;
  // The offsets a day before and after bracket any change in between.
  const before = offsetAt(wanted - 86_400_000);
  const after = offsetAt(wanted + 86_400_000);
  for (const offset of before >= after ? [before, after] : [after, before]) {
    const candidate = wanted - offset;
    if (offsetAt(candidate) === offset) return new Date(candidate);
  }
  return new Date(wanted - before);
};

export type Unit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'y';

/** The beginning of the unit that a moment is in. Weeks begin on Monday. */
export const startOf = (at: Date, unit: Unit, timeZone: string): Date => {
  const wall = toWallTime(at, timeZone);
  // Below a day the offset matters only by its minutes, which the wall time carries.
  if (unit === 's') return new Date(at.getTime() - at.getMilliseconds());
  const sinceMinuteMs = wall.second * 1000 + at.getMilliseconds();
  if (unit === 'm') return new Date(at.getTime() - sinceMinuteMs);
  if (unit === 'h') return new Date(at.getTime() - sinceMinuteMs - wall.minute * 60_000);
  const midnight = { ...wall, hour: 0, minute: 0, second: 0 };
  if (unit === 'd') return fromWallTime(midnight, timeZone);
  if (unit === 'w') {
    const weekday = (new Date(toUtcMs(midnight)).getUTCDay() + 6) % 7;
    return fromWallTime({ ...midnight, day: wall.day - weekday }, timeZone);
  }
  const month = unit === 'y' ? 1 : unit === 'Q' ? wall.month - ((wall.month - 1) % 3) : wall.month;
  return fromWallTime({ ...midnight, day: 1, month }, timeZone);
};

const fixedMs = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Days and longer keep the wall time across a change of the clocks; shorter units are exact. */
export const addUnits = (at: Date, count: number, unit: Unit, timeZone: string): Date => {
  if (unit === 's' || unit === 'm' || unit === 'h') {
    return new Date(at.getTime() + count * fixedMs[unit]);
  }
  const wall = toWallTime(at, timeZone);
  const ms = at.getMilliseconds();
  const moved =
    unit === 'd' || unit === 'w'
      ? { ...wall, day: wall.day + count * (unit === 'w' ? 7 : 1) }
      : addMonths(wall, count * (unit === 'y' ? 12 : unit === 'Q' ? 3 : 1));
  return new Date(fromWallTime(moved, timeZone).getTime() + ms);
};

/** 31 January and a month is the last of February. */
const addMonths = (wall: WallTime, count: number): WallTime => {
  const months = wall.year * 12 + (wall.month - 1) + count;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { ...wall, year, month, day: Math.min(wall.day, lastDay) };
};
