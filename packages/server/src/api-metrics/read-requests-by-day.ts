import type { RequestFigures } from '@taffrail/contract';
import type { ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import { readRollups } from './api-metrics.store.ts';
import { cover, widen, type TimeRange } from './cover.ts';
import { addUpByGroup, addUpByMoment, noRequests } from './figures.ts';

const allRequests = { endpoint: undefined, method: undefined, statusClass: undefined };

/** Of the reporting time zone: those that are read, and the one after. */
export interface Calendar {
  readonly days: readonly ZoneDay[];
  readonly timeZone: string;
}

export interface RequestsByDay {
  readonly total: RequestFigures;
  readonly onDay: (day: string) => RequestFigures;
}

/** Requests of a range that begins with a day and ends with a minute, or with an hour of old. */
export const readRequestsByDay = async (
  trx: Transaction,
  range: TimeRange,
  { days, timeZone }: Calendar,
): Promise<RequestsByDay> => {
  const division = { step: 'day', timeZone } as const;
  const rows = await readRollups(trx, cover(range, days, 'day'), allRequests, division);
  const byDay = addUpByMoment(rows);
  const [all] = addUpByGroup(rows, []).values();
  return {
    total: all?.figures.toFigures() ?? noRequests,
    onDay: (day) => byDay.get(day)?.toFigures() ?? noRequests,
  };
};

/**
 * Where two periods can be cut alike: minutes are not kept for ever, so a moment of long ago is cut
 * to its hour, and now with it.
 */
export const cutAlike = (now: Date, past: Date, { days }: Calendar): { now: Date; past: Date } => {
  const ageMs = now.getTime() - past.getTime();
  /** As a moment is cut that is as old as the past one. */
  const cut = (at: Date, sameAge: Date): Date => widen({ from: at, to: at }, days, sameAge).from;
  return { now: cut(now, new Date(now.getTime() + ageMs)), past: cut(past, now) };
};
