import type { DashboardRange, DashboardRequests } from '@taffrail/contract';
import {
  cutAlike,
  findFirstRequestDay,
  readRequestsByDay,
  type Calendar,
} from '../api-metrics/api-metrics.ts';
import type { Transaction } from '../platform/db/database.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import type { DashboardContext } from './dashboard-context.ts';
import { daysDrawn, findPeriods, isKnownWhole, type Periods } from './periods.ts';

const minuteMs = 60_000;
const endOfMinute = (at: Date): Date =>
  new Date(Math.floor(at.getTime() / minuteMs) * minuteMs + minuteMs);

/** Both up to the same time of day, as exactly as the older of them is kept. */
const compare = async (
  trx: Transaction,
  { current, previous }: Periods,
  calendar: Calendar,
): Promise<DashboardRequests['comparison']> => {
  const cut = cutAlike({ at: current.to, past: previous.to, now: current.to }, calendar);
  const read = async (from: Date, to: Date) =>
    (await readRequestsByDay(trx, { from, to }, calendar)).total;
  return {
    previousFrom: previous.from.toISOString(),
    previousTo: cut.past.toISOString(),
    previous: await read(previous.from, cut.past),
    comparedTo: cut.at.toISOString(),
    compared: await read(current.from, cut.at),
  };
};

export const readRequestFigures = (
  { db, clock, reportingTimeZone: timeZone }: DashboardContext,
  range: DashboardRange,
): Promise<DashboardRequests> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const periods = await findPeriods(trx, range, now, timeZone);
    const { current, previous, drawn, days, tomorrow } = periods;
    const calendar: Calendar = { days: [...days, tomorrow], timeZone };
    const since = await findFirstRequestDay(trx, timeZone);
    const to = endOfMinute(now);
    const requests = await readRequestsByDay(trx, { from: drawn.from, to }, calendar);
    const isToday = current.firstDay === current.lastDay;
    return {
      asOf: now.toISOString(),
      timeZone,
      range: { from: current.from.toISOString(), to: to.toISOString() },
      since: since ?? null,
      // More than a day is drawn as it is: only a day alone gets others beside it.
      current: isToday ? requests.onDay(current.firstDay) : requests.total,
      comparison: isKnownWhole(previous, since) ? await compare(trx, periods, calendar) : null,
      series: daysDrawn(periods).map((day) => ({ day, ...requests.onDay(day) })),
    };
  });
};
