import {
  RevenueSource,
  type ExpectedChange,
  type Revenue,
  type RevenueRange,
} from '@taffrail/contract';
import { findSameTime } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { keepCostlyAnswers } from '../../platform/reading/keep-costly-answers.ts';
import type { AppContext } from '../../slice.ts';
import { revenueRules } from '../revenue.ts';
import { toMoney } from '../rules/currency.ts';
import { edgesOf, openBook, type BookPeriod } from './book.ts';
import {
  daysBetween,
  findMonths,
  findPeriods,
  type Period,
} from '../../platform/time/day-periods.ts';
import {
  findHistory,
  findToday,
  findTold,
  listLeaving,
  listTrialsEnding,
  sumLater,
  sumMetered,
  sumStretches,
  type ExpectedRow,
} from './reading.store.ts';

export type RevenueContext = Pick<
  AppContext,
  'db' | 'clock' | 'log' | 'product' | 'reportingTimeZone'
>;

const weekMs = 7 * 86_400_000;
const monthsDrawn = 12;

const toExpectedChange = (row: ExpectedRow): ExpectedChange => ({
  subscriptionId: row.id,
  organizationId: row.organization_id,
  organizationName: row.organization_name,
  plan: row.plan,
  at: row.at.toISOString(),
});

const toExpectedChanges = (rows: readonly ExpectedRow[]): Revenue['trialsEnding'] => ({
  count: rows[0]?.total ?? 0,
  next: rows.map(toExpectedChange),
});

/** Cuts periods that end today, or on a day that today is compared with, at the time that it is. */
const findCut = async (
  trx: Transaction,
  { now, today, timeZone }: { now: Date; today: string; timeZone: string },
  comparedDays: readonly string[],
): Promise<(period: Period) => BookPeriod> => {
  const moments = [{ day: today, at: now }];
  for (const day of new Set(comparedDays))
    moments.push({ day, at: await findSameTime(trx, now, daysBetween(day, today), timeZone) });
  const sums = await sumLater(trx, moments);
  return (period) => ({ ...period, later: sums.filter(({ day }) => day === period.last) });
};

const readRange = async (
  { db, clock, product, reportingTimeZone: timeZone }: RevenueContext,
  range: RevenueRange,
): Promise<Revenue> => {
  const now = clock.now();
  const { reporting: currency, rates } = revenueRules(product, timeZone).rates;
  return readSnapshot(db, async (trx) => {
    const today = await findToday(trx, now, timeZone);
    const { current, previous } = findPeriods(range, today);
    const month = findPeriods('mtd', today);
    const months = findMonths(today, monthsDrawn);
    const edges = edgesOf([current, previous, month.previous, ...months]);
    const compared = [previous.last, month.previous.last];
    const cut = await findCut(trx, { now, today, timeZone }, compared);
    const book = openBook(edges, await sumStretches(trx, edges), currency);
    const history = await findHistory(trx, today);
    const isKnown = ({ first }: Period): boolean =>
      history.since !== null && history.since <= first;
    const { lastToldAt, waitingSince, failed } = await findTold(trx);
    const metered = await sumMetered(trx, { first: current.first, now, timeZone });
    const newIn = (period: Period): number => book.figures(cut(period)).newSubscribers;
    return {
      asOf: now.toISOString(),
      timeZone,
      currency,
      range: {
        from: current.first,
        to: current.last,
        previousFrom: previous.first,
        previousTo: previous.last,
      },
      ...history,
      sources: RevenueSource.options.flatMap((source) => {
        const at = lastToldAt[source];
        return at ? [{ source, lastToldAt: at.toISOString() }] : [];
      }),
      waitingSince: waitingSince?.toISOString() ?? null,
      failed,
      current: book.figures(cut(current)),
      previous: isKnown(previous) ? book.figures(cut(previous)) : null,
      newThisMonth: {
        value: newIn(month.current),
        previous: isKnown(month.previous) ? newIn(month.previous) : null,
      },
      movements: book.movements(cut(current)),
      metered: metered.map((sum) => ({ ...sum, amount: toMoney(sum.amount, sum.currency) })),
      months: months.map((one) => {
        // A whole month is not cut, even where its last day is compared with today.
        const period = one.last === today ? cut(one) : { ...one, later: [] };
        return {
          month: one.first.slice(0, 7),
          ...book.figures(period),
          movements: book.amountsByKind(period),
        };
      }),
      rates: {
        day: product.revenue?.ratesDay ?? null,
        values: Object.entries(rates).map(([of, rate]) => ({ currency: of, rate })),
      },
      unconverted: book.unconverted(cut(current)),
      trialsEnding: toExpectedChanges(
        await listTrialsEnding(trx, now, new Date(now.getTime() + weekMs)),
      ),
      leaving: {
        ...toExpectedChanges(await listLeaving(trx, now)),
        amount: book.leaving(cut(current)),
      },
    };
  });
};

/** Revenue is the same for everybody who may see it. */
export const createRevenueReader = (
  context: RevenueContext,
  changedAt?: () => number,
): ((range: RevenueRange) => Promise<Revenue>) =>
  keepCostlyAnswers(
    context,
    (range: RevenueRange) => readRange(context, range),
    ({ isConnected }) => isConnected,
    changedAt,
  );
