import type { DashboardFigures, DashboardRange, DashboardRequests } from '@taffrail/contract';
import {
  cutAlike,
  findFirstRequestDay,
  readRequestsByDay,
  type Calendar,
} from '../api-metrics/api-metrics.ts';
import type { Transaction } from '../platform/db/database.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import { countFailedRunsByDay } from '../pipelines/pipelines.ts';
import { countErrorLogsByDay } from '../system-logs/system-logs.ts';
import { countFailedJobsByDay } from '../usage/usage.ts';
import type { DashboardContext } from './dashboard-context.ts';
import { daysDrawn, findPeriods, isKnownWhole, type Periods } from './periods.ts';

const minuteMs = 60_000;
const endOfMinute = (at: Date): Date =>
  new Date(Math.floor(at.getTime() / minuteMs) * minuteMs + minuteMs);

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  counts.values().reduce((sum, count) => sum + count, 0);

interface FiguresByDay {
  readonly total: DashboardFigures;
  readonly onDay: (day: string) => DashboardFigures;
}

/** Requests, error logs, and failed AI jobs and runs of a range that begins with a day. */
const readByDay = async (
  trx: Transaction,
  range: { readonly from: Date; readonly to: Date },
  calendar: Calendar,
): Promise<FiguresByDay> => {
  const requests = await readRequestsByDay(trx, range, calendar);
  const logs = await countErrorLogsByDay(trx, range, calendar);
  const jobs = await countFailedJobsByDay(trx, range, calendar);
  const runs = await countFailedRunsByDay(trx, range, calendar);
  return {
    total: {
      ...requests.total,
      errorLogs: sumOf(logs),
      failedJobs: sumOf(jobs),
      failedRuns: sumOf(runs),
    },
    onDay: (day) => ({
      ...requests.onDay(day),
      errorLogs: logs.get(day) ?? 0,
      failedJobs: jobs.get(day) ?? 0,
      failedRuns: runs.get(day) ?? 0,
    }),
  };
};

/** Both up to the same time of day, as exactly as the older of them is kept. */
const compare = async (
  trx: Transaction,
  { current, previous }: Periods,
  calendar: Calendar,
): Promise<DashboardRequests['comparison']> => {
  const cut = cutAlike({ at: current.to, past: previous.to, now: current.to }, calendar);
  const read = async (from: Date, to: Date) => (await readByDay(trx, { from, to }, calendar)).total;
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
    const figures = await readByDay(trx, { from: drawn.from, to }, calendar);
    const isToday = current.firstDay === current.lastDay;
    return {
      asOf: now.toISOString(),
      timeZone,
      range: { from: current.from.toISOString(), to: to.toISOString() },
      since: since ?? null,
      // More than a day is drawn as it is: only a day alone gets others beside it.
      current: isToday ? figures.onDay(current.firstDay) : figures.total,
      comparison: isKnownWhole(previous, since) ? await compare(trx, periods, calendar) : null,
      series: daysDrawn(periods).map((day) => ({ day, ...figures.onDay(day) })),
    };
  });
};
