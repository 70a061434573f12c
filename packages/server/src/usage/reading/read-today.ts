import type { UsageToday } from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { daysLater } from '../../platform/time/day-periods.ts';
import { findDayCuts, findPresent, type Present } from './calendar.store.ts';
import { listDayCosts, sumHourCosts } from './days.store.ts';
import { roundedUsd, toUsd } from './figures.ts';
import type { UsageContext } from './read-usage.ts';
import { findFirstDay } from './usage.store.ts';

const daysDrawn = 7;
const weeksBack = [1, 2, 3, 4];
const leastDays = 2;

/** What such a day has cost by this hour. */
const findTypical = async (
  trx: Transaction,
  present: Present,
  { since, timeZone }: { since: string; timeZone: string },
): Promise<UsageToday['typical']> => {
  const before = weeksBack
    .map((weeks) => daysLater(present.today, -7 * weeks))
    // The first of all days was perhaps not whole.
    .filter((day) => day > since);
  if (before.length < leastDays) return null;
  const cuts = await findDayCuts(trx, present, [...before, present.today], timeZone);
  const costs = await sumHourCosts(
    trx,
    cuts.map(({ startsAt, sameHour }) => ({ from: startsAt, to: sameHour })),
  );
  const past = costs.slice(0, -1);
  return {
    comparedUsd: roundedUsd(costs.at(-1) ?? 0),
    typicalUsd: roundedUsd(past.reduce((sum, cost) => sum + cost, 0) / past.length),
    days: past.length,
    until: present.hour.toISOString(),
  };
};

/** What today has cost so far, and the days before. */
export const readToday = ({
  db,
  clock,
  reportingTimeZone: timeZone,
}: UsageContext): Promise<UsageToday> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const present = await findPresent(trx, now, timeZone);
    const { today } = present;
    const since = await findFirstDay(trx);
    const first = daysLater(today, 1 - daysDrawn);
    const known = new Map(
      (await listDayCosts(trx, { first, last: today })).map((day) => [day.day, day]),
    );
    const soFar = known.get(today);
    return {
      asOf: now.toISOString(),
      timeZone,
      since,
      costUsd: toUsd(soFar?.costUsd ?? '0'),
      jobs: soFar?.jobs ?? 0,
      unpricedJobs: soFar?.unpricedJobs ?? 0,
      typical: since === null ? null : await findTypical(trx, present, { since, timeZone }),
      series: Array.from({ length: daysDrawn }, (_, index) => {
        const day = daysLater(first, index);
        return { day, costUsd: toUsd(known.get(day)?.costUsd ?? '0') };
      }),
    };
  });
};
