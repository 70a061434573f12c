import type { UsageMonth } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { daysLater, findPeriods, monthStart } from '../../platform/time/day-periods.ts';
import { forecastMonth, type MonthSoFar } from '../forecast-month.ts';
import { findDayCuts, findPresent } from './calendar.store.ts';
import { findAlike, readAlike } from './compare.ts';
import { listDayCosts, type DayCost } from './days.store.ts';
import { roundedUsd, toFigures, toUsd } from './figures.ts';
import { isKnownWhole, type UsageContext } from './read-usage.ts';
import { findFirstDay, sumDays } from './usage.store.ts';

/** Four of each weekday. */
const daysLearnt = 28;

const daysFrom = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let day = first; day <= last; day = daysLater(day, 1)) days.push(day);
  return days;
};

/** Days without a job cost nothing. */
const costsOf = (costs: readonly DayCost[]): ((day: string) => string) => {
  const known = new Map(costs.map(({ day, costUsd }) => [day, costUsd]));
  return (day) => toUsd(known.get(day) ?? '0');
};

/** The first of all days was perhaps not whole. */
const toPast = (
  costOf: (day: string) => string,
  today: string,
  since: string | null,
): MonthSoFar['past'] =>
  daysFrom(daysLater(today, -daysLearnt), daysLater(today, -1))
    .filter((day) => since !== null && day > since)
    .map((day) => ({ day, costUsd: Number(costOf(day)) }));

const toForecast = (month: MonthSoFar): UsageMonth['forecast'] => {
  const found = forecastMonth(month);
  return found
    ? {
        expectedUsd: roundedUsd(found.expectedUsd),
        lowUsd: roundedUsd(found.lowUsd),
        highUsd: roundedUsd(found.highUsd),
        days: month.past.length,
        toCome: found.days.map(({ day, costUsd }) => ({ day, costUsd: roundedUsd(costUsd) })),
      }
    : null;
};

/** The month so far, and where it will end. */
export const readMonth = ({
  db,
  clock,
  reportingTimeZone: timeZone,
}: UsageContext): Promise<UsageMonth> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const present = await findPresent(trx, now, timeZone);
    const { today } = present;
    const since = await findFirstDay(trx);
    const periods = findPeriods('mtd', today);
    const { current, previous } = periods;
    const to = daysLater(monthStart(today, 1), -1);
    const spent = toFigures(await sumDays(trx, 'usage_totals_daily', current, {}));
    const alike = await findAlike(trx, periods, { present, now, timeZone }, true);
    const compared = await readAlike(trx, { filter: {}, current: spent, previous, alike });
    const [day] = await findDayCuts(trx, present, [today], timeZone);
    if (!day) throw new Error('Today is missing.');
    const length = day.endsAt.getTime() - day.startsAt.getTime();
    const learnt = daysLater(today, -daysLearnt);
    const first = learnt < current.first ? learnt : current.first;
    const costOf = costsOf(await listDayCosts(trx, { first, last: today }));
    return {
      asOf: now.toISOString(),
      timeZone,
      from: current.first,
      to,
      spentUsd: spent.costUsd,
      days: daysFrom(current.first, today).map((one) => ({ day: one, costUsd: costOf(one) })),
      previousUsd: isKnownWhole(previous, since) ? compared.previous.costUsd : null,
      comparedUsd: compared.compared.costUsd,
      forecast: toForecast({
        spentUsd: Number(spent.costUsd),
        past: toPast(costOf, today, since),
        today,
        elapsed: Math.min(1, Math.max(0, (now.getTime() - day.startsAt.getTime()) / length)),
        toCome: daysFrom(daysLater(today, 1), to),
      }),
    };
  });
};
