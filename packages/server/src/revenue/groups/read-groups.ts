import {
  MovementKind,
  type RevenueDimension,
  type RevenueGroup,
  type RevenueGroups,
  type RevenueRange,
} from '@taffrail/contract';
import { findSameTime } from '../../platform/db/calendar.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { keepCostlyAnswers } from '../../platform/reading/keep-costly-answers.ts';
import {
  daysBetween,
  daysLater,
  findPeriods,
  monthStart,
  type PeriodPair,
} from '../../platform/time/day-periods.ts';
import type { RevenueContext } from '../reading/read-revenue.ts';
import { findHistory, findToday } from '../reading/reading.store.ts';
import { revenueRules } from '../revenue.ts';
import { toMajor, toMinor } from '../rules/currency.ts';
import { sumGroups, sumGroupsLater, type GroupSum, type Stretch } from './groups.store.ts';

export interface WantedGroups {
  readonly by: RevenueDimension;
  readonly range: RevenueRange;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

/** Whole months where there are any, and the days at both ends: a history of years has few rows. */
const stretchesOf = (from: string, until: string, part: Stretch['part']): Stretch[] => {
  const month = monthStart(from);
  const whole = earlier(from === month ? from : monthStart(from, 1), until);
  const lastMonth = later(monthStart(until), whole);
  const stretches: Stretch[] = [
    { span: 'day', from, until: whole, part },
    { span: 'month', from: whole, until: lastMonth, part },
    { span: 'day', from: lastMonth, until, part },
  ];
  return stretches.filter((stretch) => stretch.from < stretch.until);
};

/** All that ever moved, up to the end of the range. */
const allStretches = ({ current, previous }: PeriodPair): Stretch[] => {
  const was = daysLater(previous.last, 1);
  const month = monthStart(was);
  return [
    { span: 'month', from: '-infinity', until: month, part: 'was' },
    ...stretchesOf(month, was, 'was'),
    ...stretchesOf(was, current.first, 'between'),
    ...stretchesOf(current.first, daysLater(current.last, 1), 'range'),
  ];
};

const kindOf = (holds: number): RevenueGroup['kind'] =>
  holds === 0 ? 'unknown' : holds === 1 ? 'one' : 'several';

interface Sum {
  readonly minor: number;
  readonly payers: number;
}

const sumOf = (sums: readonly GroupSum[], parts: readonly GroupSum['part'][]): Sum => {
  const chosen = sums.filter(({ part }) => parts.includes(part));
  return {
    minor: chosen.reduce((sum, { amount, currency }) => sum + toMinor(amount, currency), 0),
    payers: chosen.reduce((sum, { payers }) => sum + payers, 0),
  };
};

const before = ['was', 'between'] as const;

const toGroup = (
  sums: readonly GroupSum[],
  { holds, value, currency }: GroupSum,
  isCompared: boolean,
): RevenueGroup => {
  const amountOf = (...parts: readonly GroupSum['part'][]): string =>
    toMajor(sumOf(sums, parts).minor, currency);
  const now = sumOf(sums, [...before, ...MovementKind.options]);
  const was = sumOf(sums, ['was', 'cut']);
  return {
    value,
    kind: kindOf(holds),
    currency,
    start: amountOf(...before),
    movements: {
      new: amountOf('new'),
      expansion: amountOf('expansion'),
      reactivation: amountOf('reactivation'),
      contraction: amountOf('contraction'),
      churn: amountOf('churn'),
    },
    mrr: toMajor(now.minor, currency),
    subscribers: now.payers,
    previous: isCompared ? { mrr: toMajor(was.minor, currency), subscribers: was.payers } : null,
  };
};

/** Who paid in the range, or moved in it. */
const isShown = ({ start, mrr, movements }: RevenueGroup): boolean =>
  [start, mrr, ...Object.values(movements)].some((amount) => Number(amount) !== 0);

/** The reporting currency first, then by what is paid. */
const inOrder =
  (reporting: string) =>
  (a: RevenueGroup, b: RevenueGroup): number => {
    const isReported = Number(b.currency === reporting) - Number(a.currency === reporting);
    if (isReported !== 0) return isReported;
    if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
    return Number(b.mrr) - Number(a.mrr) || ((a.value ?? '') < (b.value ?? '') ? -1 : 1);
  };

/**
 * What customers pay by their plan or country of now, and how that moved: each is in one group, so
 * that groups add up to the whole.
 */
export const readGroups = async (
  { db, clock, product, reportingTimeZone: timeZone }: RevenueContext,
  { by, range }: WantedGroups,
): Promise<RevenueGroups> => {
  const now = clock.now();
  const { reporting: currency } = revenueRules(product, timeZone).rates;
  return readSnapshot(db, async (trx) => {
    const today = await findToday(trx, now, timeZone);
    const periods = findPeriods(range, today);
    const { current, previous } = periods;
    const { since } = await findHistory(trx, today);
    const isCompared = since !== null && since <= previous.first;
    const daysBefore = daysBetween(previous.last, today);
    const then = await findSameTime(trx, now, daysBefore, timeZone);
    const sums = await sumGroups(trx, by, allStretches(periods));
    const toCome = await sumGroupsLater(trx, by, [
      { day: today, at: now, part: 'range' },
      { day: previous.last, at: then, part: 'cut' },
    ]);
    const groups = Map.groupBy([...sums, ...toCome], ({ holds, value, currency: own }) =>
      JSON.stringify([holds, value, own]),
    );
    return {
      asOf: now.toISOString(),
      currency,
      from: current.first,
      to: current.last,
      groups: [...groups.values()]
        .flatMap((ofGroup) => (ofGroup[0] ? [toGroup(ofGroup, ofGroup[0], isCompared)] : []))
        .filter(isShown)
        .toSorted(inOrder(currency)),
    };
  });
};

/** The same for everybody who may see it. */
export const createGroupsReader = (
  context: RevenueContext,
  changedAt?: () => number,
): ((wanted: WantedGroups) => Promise<RevenueGroups>) =>
  keepCostlyAnswers(
    context,
    (wanted: WantedGroups) => readGroups(context, wanted),
    ({ groups }) => groups.length > 0,
    changedAt,
  );
