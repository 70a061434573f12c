import type { PipelineRange } from '@taffrail/contract';
import { findDays, findSameTime } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { down, phaseOf } from '../../platform/time/steps.ts';
import { dayMs, hourMs, type TimeRange } from '../../platform/time/time-range.ts';

/** A stretch of whole hours or days, the last of which may be under way. */
export interface Stretch extends TimeRange {
  /** When each of them began. */
  readonly moments: readonly Date[];
  /** Of days: which. */
  readonly days: readonly string[];
}

export interface Span {
  readonly unit: 'hour' | 'day';
  readonly current: Stretch;
  /** The same weekdays and times, the fewest weeks before that leave no overlap. */
  readonly compared: Stretch;
}

const hoursOf = { '24h': 24, '7d': 168 } as const;
const daysOf = { '30d': 30, '90d': 90 } as const;
const weekDays = 7;

const isHourly = (range: PipelineRange): range is keyof typeof hoursOf => range in hoursOf;

const toHours = (from: Date, count: number, to: Date): Stretch => ({
  from,
  to,
  moments: Array.from({ length: count }, (_, index) => new Date(from.getTime() + index * hourMs)),
  days: [],
});

const findHours = async (
  trx: Transaction,
  count: number,
  now: Date,
  timeZone: string,
): Promise<Span> => {
  const days = await findDays(trx, { from: now, to: now }, timeZone);
  const last = down(now.getTime(), hourMs, phaseOf(days));
  const from = new Date(last - (count - 1) * hourMs);
  // By the clock: in the week in which it is changed, too, nine is compared with nine.
  const before = await findSameTime(trx, from, weekDays, timeZone);
  return {
    unit: 'hour',
    current: toHours(from, count, now),
    compared: toHours(before, count, new Date(before.getTime() + count * hourMs)),
  };
};

const findWholeDays = async (
  trx: Transaction,
  count: number,
  now: Date,
  timeZone: string,
): Promise<Span> => {
  const back = Math.ceil(count / weekDays) * weekDays;
  // From a day earlier, since a day may have 25 hours.
  const from = new Date(now.getTime() - (count + back + 1) * dayMs);
  const known = await findDays(trx, { from, to: now }, timeZone);
  const toStretch = (end: number, to?: Date): Stretch => {
    const days = known.slice(-1 - end - count, known.length - 1 - end);
    const [first] = days;
    const after = known.at(-1 - end);
    if (!first || !after) throw new Error(`Days are missing before ${now.toISOString()}.`);
    return {
      from: first.startsAt,
      to: to ?? after.startsAt,
      moments: days.map(({ startsAt }) => startsAt),
      days: days.map(({ day }) => day),
    };
  };
  return { unit: 'day', current: toStretch(0, now), compared: toStretch(back) };
};

export const findSpan = (
  trx: Transaction,
  range: PipelineRange,
  now: Date,
  timeZone: string,
): Promise<Span> =>
  isHourly(range)
    ? findHours(trx, hoursOf[range], now, timeZone)
    : findWholeDays(trx, daysOf[range], now, timeZone);
