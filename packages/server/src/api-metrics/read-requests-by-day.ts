import type { RequestFigures } from '@taffrail/contract';
import type { ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import { readRollups } from './api-metrics.store.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import { cover } from './cover.ts';
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
  const rows = await readRollups(trx, [cover(range, days, 'day')], allRequests, { timeZone });
  const byDay = addUpByMoment(rows);
  const [all] = addUpByGroup(rows, []).values();
  return {
    total: all?.figures.toFigures() ?? noRequests,
    onDay: (day) => byDay.get(day)?.toFigures() ?? noRequests,
  };
};
