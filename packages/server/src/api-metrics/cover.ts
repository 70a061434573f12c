import type { ZoneDay } from '../platform/db/calendar.ts';
import {
  dayMs,
  hourMs,
  isEmpty,
  lengthOf,
  minuteMs,
  type TimeRange,
} from '../platform/time/time-range.ts';
import { hourDays, minuteDays } from './partitions.ts';

/** Days or Mondays, from the first up to where the last one ends. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** What a range is read from: together once each of its moments. */
export interface Cover {
  readonly weeks: readonly DayRange[];
  readonly days: readonly DayRange[];
  readonly hours: readonly TimeRange[];
  readonly minutes: readonly TimeRange[];
  readonly whole: TimeRange;
}

type Unit = 'minute' | 'hour' | 'day';

/** Begins of the day and hour of the reporting time zone in which a moment lies. */
const dayStart = (at: number, days: readonly ZoneDay[]): number =>
  days.findLast(({ startsAt }) => startsAt.getTime() <= at)?.startsAt.getTime() ?? at;

const hourStart = (at: number, days: readonly ZoneDay[]): number => {
  const start = dayStart(at, days);
  return start + Math.floor((at - start) / hourMs) * hourMs;
};

const startOf = (unit: Unit, at: number, days: readonly ZoneDay[]): number => {
  if (unit === 'minute') return Math.floor(at / minuteMs) * minuteMs;
  return unit === 'hour' ? hourStart(at, days) : dayStart(at, days);
};

const endOf = (unit: Unit, at: number, days: readonly ZoneDay[]): number => {
  const start = startOf(unit, at, days);
  if (start === at) return at;
  if (unit === 'minute') return start + minuteMs;
  const nextDay = days.find(({ startsAt }) => startsAt.getTime() > at)?.startsAt.getTime() ?? at;
  return unit === 'hour' ? Math.min(start + hourMs, nextDay) : nextDay;
};

/** What of a moment's age is still kept. */
const finestAt = (at: number, now: number): Unit => {
  if (at >= now - minuteDays * dayMs) return 'minute';
  return at >= now - hourDays * dayMs ? 'hour' : 'day';
};

/** Of an hour, a busy product leaves as many rows by the minute as of two days by the hour. */
const beginsByTheHour = (range: TimeRange): boolean => lengthOf(range) >= dayMs;

/**
 * Widens a range to what can be told apart; one of a day or longer begins with an hour.
 *
 * @param days those that the range touches and the one after
 */
export const widen = (range: TimeRange, days: readonly ZoneDay[], now: Date): TimeRange => {
  const [first, last] = [range.from.getTime(), range.to.getTime()];
  const finest = finestAt(first, now.getTime());
  const unit = finest === 'minute' && beginsByTheHour(range) ? 'hour' : finest;
  return {
    from: new Date(startOf(unit, first, days)),
    to: new Date(endOf(finestAt(last, now.getTime()), last, days)),
  };
};

/** Up to where a widened range is compared with the one before, so that both are made of hours. */
export const comparedEnd = (range: TimeRange, days: readonly ZoneDay[]): Date =>
  beginsByTheHour(range) ? new Date(hourStart(range.to.getTime(), days)) : range.to;

/**
 * Up to where hours may be read for a widened range: what there is of the hour that is not over yet
 * ends with now, as the range does. Minutes that are not folded are looked up by themselves.
 */
export const readingEnd = (range: TimeRange, days: readonly ZoneDay[], now: Date): Date =>
  range.to >= now ? new Date(endOf('hour', range.to.getTime(), days)) : range.to;

const coverHours = (range: TimeRange, days: readonly ZoneDay[]) => {
  const from = new Date(endOf('hour', range.from.getTime(), days));
  const to = new Date(startOf('hour', range.to.getTime(), days));
  const hours = { from, to };
  if (isEmpty(hours)) return { hours: [], minutes: isEmpty(range) ? [] : [range] };
  const edges = [
    { from: range.from, to: from },
    { from: to, to: range.to },
  ];
  return { hours: [hours], minutes: edges.filter((edge) => !isEmpty(edge)) };
};

const isMonday = ({ day }: ZoneDay): boolean => new Date(day).getUTCDay() === 1;

const between = (from: ZoneDay | undefined, to: ZoneDay | undefined): DayRange[] =>
  from && to && from.day < to.day ? [{ from: from.day, to: to.day }] : [];

const coverDays = (days: readonly ZoneDay[], coarsest: 'day' | 'week') => {
  const mondays = coarsest === 'week' ? days.filter(isMonday) : [];
  const [first, end] = [days.at(0), days.at(-1)];
  const [firstMonday, lastMonday] = [mondays.at(0) ?? first, mondays.at(-1) ?? first];
  return {
    weeks: mondays.length > 1 ? between(firstMonday, lastMonday) : [],
    days: [...between(first, firstMonday), ...between(lastMonday, end)],
  };
};

/**
 * Divides a widened range so that as few rows as possible are read, none coarser than asked.
 *
 * @param to where the rollups are read to
 */
export const cover = (
  whole: TimeRange,
  days: readonly ZoneDay[],
  coarsest: Unit | 'week',
  to = whole.to,
): Cover => {
  const none = { whole, weeks: [], days: [], hours: [] };
  const read = { from: whole.from, to };
  if (coarsest === 'minute') return { ...none, minutes: [read] };
  if (coarsest === 'hour') return { ...none, ...coverHours(read, days) };
  const inside = days.filter(({ startsAt }) => startsAt >= read.from && startsAt <= read.to);
  const [first, end] = [inside.at(0), inside.at(-1)];
  if (!first || !end || first === end) return { ...none, ...coverHours(read, days) };
  const before = coverHours({ from: read.from, to: first.startsAt }, days);
  const after = coverHours({ from: end.startsAt, to: read.to }, days);
  return {
    whole,
    ...coverDays(inside, coarsest),
    hours: [...before.hours, ...after.hours],
    minutes: [...before.minutes, ...after.minutes],
  };
};
