import type {
  RevenueDimension,
  RevenueGroup,
  RevenueGroups,
  RevenueRange,
} from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { keepCostly } from '../../platform/reading/keep-costly.ts';
import {
  daysLater,
  findPeriods,
  monthStart,
  type Period,
} from '../../platform/time/day-periods.ts';
import type { RevenueContext } from '../reading/read-revenue.ts';
import { findToday } from '../reading/reading.store.ts';
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
const stretchesOf = ({ first, last }: Period): Stretch[] => {
  const month = monthStart(first);
  const whole = first === month ? first : monthStart(first, 1);
  const thisMonth = later(monthStart(last), whole);
  const end = daysLater(last, 1);
  const stretches: Stretch[] = [
    { span: 'month', from: '-infinity', until: month, isWithin: false },
    { span: 'day', from: month, until: first, isWithin: false },
    { span: 'day', from: first, until: earlier(whole, end), isWithin: true },
    { span: 'month', from: whole, until: thisMonth, isWithin: true },
    { span: 'day', from: thisMonth, until: end, isWithin: true },
  ];
  return stretches.filter(({ from, until }) => from === '-infinity' || from < until);
};

const kindOf = (holds: number): RevenueGroup['kind'] =>
  holds === 0 ? 'unknown' : holds === 1 ? 'one' : 'several';

const toGroup = (sums: readonly GroupSum[], first: GroupSum): RevenueGroup => {
  const { holds, value, currency } = first;
  const parts = new Map<GroupSum['part'], number>();
  let mrr = 0;
  let subscribers = 0;
  for (const { part, amount, payers } of sums) {
    const minor = toMinor(amount, currency);
    parts.set(part, (parts.get(part) ?? 0) + minor);
    mrr += minor;
    subscribers += payers;
  }
  const amountOf = (part: GroupSum['part']): string => toMajor(parts.get(part) ?? 0, currency);
  return {
    value,
    kind: kindOf(holds),
    currency,
    start: amountOf('before'),
    movements: {
      new: amountOf('new'),
      expansion: amountOf('expansion'),
      reactivation: amountOf('reactivation'),
      contraction: amountOf('contraction'),
      churn: amountOf('churn'),
    },
    mrr: toMajor(mrr, currency),
    subscribers,
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
    const { current } = findPeriods(range, today);
    const sums = await sumGroups(trx, by, stretchesOf(current));
    const toCome = await sumGroupsLater(trx, by, { day: today, at: now });
    const groups = Map.groupBy([...sums, ...toCome], ({ holds, value, currency: own }) =>
      JSON.stringify([holds, value, own]),
    );
    return {
      asOf: now.toISOString(),
      currency,
      from: current.first,
      to: current.last,
      groups: [...groups.values()]
        .flatMap((ofGroup) => (ofGroup[0] ? [toGroup(ofGroup, ofGroup[0])] : []))
        .filter(isShown)
        .toSorted(inOrder(currency)),
    };
  });
};

/** The same for everybody who may see it. */
export const createGroupsReader = (
  context: RevenueContext,
  changedAt?: () => number,
): ((wanted: WantedGroups) => Promise<RevenueGroups>) => {
  const readers = new Map<string, () => Promise<RevenueGroups>>();
  return (wanted) => {
    const name = `${wanted.by} ${wanted.range}`;
    const known = readers.get(name);
    if (known) return known();
    const reader = keepCostly(
      context,
      () => readGroups(context, wanted),
      ({ groups }) => groups.length > 0,
      changedAt,
    );
    readers.set(name, reader);
    return reader();
  };
};
