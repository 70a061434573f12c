import type { ApiMetrics } from '@taffrail/contract';
import type { Transaction } from '../platform/db/database.ts';
import { toMoments } from '../platform/time/steps.ts';
import { dayMs, hourMs, type TimeRange } from '../platform/time/time-range.ts';
import { readRollups, type RequestScope } from './api-metrics.store.ts';
import { cover } from './cover.ts';
import { addUpByMoment, noRequests } from './figures.ts';
import type { Calendar } from './read-requests-by-day.ts';

/** Some requests of a widened range. */
export interface OverTime {
  readonly trx: Transaction;
  readonly scope: RequestScope;
  readonly range: TimeRange;
  /** Up to where the rollups are read. */
  readonly end: Date;
  readonly calendar: Calendar;
}

/** Step by step, those without requests too: one statement. */
export const readSeries = async (
  { trx, scope, range, end, calendar }: OverTime,
  step: number,
): Promise<ApiMetrics['series']> => {
  const { days, timeZone } = calendar;
  const moments = toMoments(range, step, days);
  const origin = moments[0] ?? range.from;
  const coarsest = step === dayMs ? 'day' : step === hourMs ? 'hour' : 'minute';
  const division = step === dayMs ? { timeZone } : { step, origin };
  const covered = cover(range, days, coarsest, coarsest === 'minute' ? range.to : end);
  const rows = await readRollups(trx, [covered], scope, division);
  const byMoment = addUpByMoment(rows);
  const dayOf = new Map(days.map(({ day, startsAt }) => [startsAt.getTime(), day]));
  const keyOf = (at: Date): string =>
    (step === dayMs && dayOf.get(at.getTime())) || String(at.getTime());
  return moments.map((at) => ({
    at: at.toISOString(),
    ...(byMoment.get(keyOf(at))?.toFigures() ?? noRequests),
  }));
};
