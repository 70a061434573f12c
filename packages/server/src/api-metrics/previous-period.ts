import type { ApiMetricsQuery } from '@taffrail/contract';
import type { Transaction } from '../platform/db/database.ts';
import { findDaysBefore } from '../platform/db/days-before.ts';
import { isEmpty, periodBefore, untilNow, type TimeRange } from '../platform/time/time-range.ts';
import { comparedEnd, widen } from './cover.ts';
import { findFirstRequestDay } from './first-request-day.store.ts';
import type { Calendar } from './read-requests-by-day.ts';

/** What a range is compared with, and how much of the range is. */
export interface PreviousPeriod {
  readonly range: TimeRange;
  readonly comparedTo: Date;
}

/**
 * Where two periods can be cut alike: minutes are not kept for ever, so a moment of long ago is cut
 * to its hour, and the later one with it.
 */
export const cutAlike = (
  { at, past, now }: { readonly at: Date; readonly past: Date; readonly now: Date },
  { days }: Calendar,
): { at: Date; past: Date } => {
  const ageMs = now.getTime() - past.getTime();
  /** As a moment is cut that is as old as the past one. */
  const cut = (moment: Date, sameAge: Date): Date =>
    widen({ from: moment, to: moment }, days, sameAge).from;
  return { at: cut(at, new Date(at.getTime() + ageMs)), past: cut(past, now) };
};

const findAlike = async (
  trx: Transaction,
  range: TimeRange,
  now: Date,
  calendar: Calendar,
): Promise<PreviousPeriod | undefined> => {
  const { days, timeZone } = calendar;
  const asked = untilNow(range, now);
  if (isEmpty(asked)) return undefined;
  const before = await findDaysBefore(trx, asked, days, timeZone);
  const firstDay = days.findLast(({ startsAt }) => startsAt <= before.from)?.day;
  const since = await findFirstRequestDay(trx, timeZone);
  // A period of which only the end is known cannot be compared.
  if (since === undefined || firstDay === undefined || since > firstDay) return undefined;
  const cut = cutAlike({ at: asked.to, past: before.to, now }, calendar);
  const { from } = widen({ from: before.from, to: before.from }, days, now);
  return { range: { from, to: cut.past }, comparedTo: cut.at };
};

/**
 * @param asked where the range really ends, which may be within its last minute
 * @param range the widened one
 */
export const findPreviousPeriod = async (
  trx: Transaction,
  compare: ApiMetricsQuery['compare'],
  {
    asked,
    range,
    now,
  }: { readonly asked: TimeRange; readonly range: TimeRange; readonly now: Date },
  calendar: Calendar,
): Promise<PreviousPeriod | undefined> => {
  if (compare === 'none') return undefined;
  if (compare === 'days_before')
    return findAlike(trx, { from: range.from, to: asked.to }, now, calendar);
  const compared = { from: range.from, to: comparedEnd(range, calendar.days) };
  return { range: widen(periodBefore(compared), calendar.days, now), comparedTo: compared.to };
};
