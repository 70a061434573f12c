import type { UsageBar, UsageStep } from '@taffrail/contract';
import type { ZoneDay } from '../../platform/db/calendar.ts';
import {
  daysBetween,
  daysLater,
  monthStart,
  type Period,
} from '../../platform/time/day-periods.ts';
import type { DayValue } from './usage.store.ts';

/** Monday of the week of a day. */
const weekStart = (day: string): string => daysLater(day, -((new Date(day).getUTCDay() + 6) % 7));

const nextStart = (day: string, step: UsageStep): string => {
  if (step === 'day') return daysLater(day, 1);
  return step === 'week' ? daysLater(weekStart(day), 7) : monthStart(day, 1);
};

/** The days, weeks or months of a period; the first and the last as far as they lie in it. */
export const stepsOf = ({ first, last }: Period, step: UsageStep): Period[] => {
  const steps: Period[] = [];
  for (let from = first; from <= last; from = nextStart(from, step)) {
    const to = daysLater(nextStart(from, step), -1);
    steps.push({ first: from, last: to < last ? to : last });
  }
  return steps;
};

interface Drawn {
  readonly current: Period;
  /** Undefined where it is not known whole; of its last day some is not compared. */
  readonly previous: (Period & { readonly leftOut: number }) | undefined;
  readonly step: UsageStep;
  /** How many series there are, the one of all others included. */
  readonly series: number;
  readonly values: readonly DayValue[];
  /** Of the current period and the day after it. */
  readonly days: readonly ZoneDay[];
}

const sumOf = (values: readonly DayValue[]): number =>
  // Eight decimals are exact; their sum in floating point is not, beyond them.
  Number(values.reduce((sum, { value }) => sum + Number(value), 0).toFixed(8));

/** What each bar holds, and what as many days of the period before came to. */
export const toBars = ({ current, previous, step, series, values, days }: Drawn): UsageBar[] => {
  const byDay = Map.groupBy(values, ({ day }) => day);
  const between = ({ first, last }: Period): DayValue[] => {
    const found: DayValue[] = [];
    for (let day = first; day <= last; day = daysLater(day, 1))
      found.push(...(byDay.get(day) ?? []));
    return found;
  };
  const startOf = (day: string): string => {
    const known = days.find((each) => each.day === day);
    if (!known) throw new Error(`${day} is not among the days that are drawn.`);
    return known.startsAt.toISOString();
  };
  /** Of days after so many of the period before; as far as it goes. */
  const before = (passed: number, length: number): number | null => {
    if (!previous) return null;
    const first = daysLater(previous.first, passed);
    if (first > previous.last) return null;
    const last = daysLater(first, length - 1);
    return sumOf(between({ first, last: last < previous.last ? last : previous.last }));
  };
  let passed = 0;
  return stepsOf(current, step).map((one) => {
    const found = between(one);
    const length = daysBetween(one.first, one.last) + 1;
    const past = before(passed, length);
    passed += length;
    return {
      from: one.first,
      to: one.last,
      startsAt: startOf(one.first),
      endsAt: startOf(daysLater(one.last, 1)),
      values: Array.from({ length: series }, (_, place) =>
        sumOf(found.filter((value) => value.place === place + 1)),
      ),
      // Today is not over: nor is then.
      previous: past === null || one.last < current.last ? past : past - (previous?.leftOut ?? 0),
    };
  });
};
