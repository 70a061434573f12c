import type { RevenueCohort, RevenueCohorts } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { listCohorts, listStarted, sumLaterByCohort, type CohortMonth } from './cohorts.store.ts';
import { daysLater, findMonths, monthStart } from '../../platform/time/day-periods.ts';
import type { RevenueContext } from './read-revenue.ts';
import { findToday } from './reading.store.ts';

const monthsShown = 12;

const sumOf = (rows: readonly CohortMonth[]): number =>
  rows.reduce((sum, { customers }) => sum + customers, 0);

/** Retention: the months in which customers began to pay, and who of them still did. */
export const readCohorts = async ({
  db,
  clock,
  reportingTimeZone: timeZone,
}: RevenueContext): Promise<RevenueCohorts> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const today = await findToday(trx, now, timeZone);
    const months = findMonths(today, monthsShown).map(({ first }) => first);
    const [first = today, current = today] = [months[0], months.at(-1)];
    const monthEnd = daysLater(monthStart(current, 1), -1);
    const started = await listStarted(trx, first, monthEnd);
    const changes = await listCohorts(trx, first, current);
    // What will happen in the rest of this month, as far as it is known, is not so yet.
    const later = await sumLaterByCohort(trx, { today, now, monthEnd });
    const toCohort = (cohort: string): RevenueCohort => {
      const ofCohort = changes.filter((change) => change.cohort === cohort);
      const toCome = later.filter((change) => change.cohort === cohort);
      const paying = months
        .filter((month) => month >= cohort)
        .map((month) => {
          const known = sumOf(ofCohort.filter((change) => change.month <= month));
          return month === current ? known - sumOf(toCome) : known;
        });
      const begun = started.find(({ month }) => month === cohort)?.customers ?? 0;
      const yetToBegin = toCome.reduce((sum, change) => sum + change.started, 0);
      return { month: cohort.slice(0, 7), started: begun - yetToBegin, paying };
    };
    return { asOf: now.toISOString(), timeZone, cohorts: months.map(toCohort) };
  });
};
