import type { Budget, Usage, UsageMonth } from '@taffrail/contract';

/** What is drawn beside what was used: of the cost of everything only. */
export interface Ahead {
  readonly forecast: UsageMonth['forecast'];
  /** Those of everything. */
  readonly budgets: readonly Budget[];
}

export interface ExpectedBar {
  readonly from: string;
  readonly to: string;
  readonly expected: number;
}

/** The limit that is drawn. */
export interface BudgetLine {
  readonly period: Budget['period'];
  readonly limitUsd: number;
}

const dayMs = 86_400_000;
const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

const lastOfMonth = (day: string): string => {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10);
};

/** The last day of the whole day, week (from Monday) or month that a day is in. */
export const endOfStep = (day: string, step: Usage['step']): string => {
  if (step === 'day') return day;
  if (step === 'month') return lastOfMonth(day);
  return later(day, (7 - new Date(day).getUTCDay()) % 7);
};

type ToCome = NonNullable<UsageMonth['forecast']>['toCome'];

const sumOf = (days: ToCome, from: string, to: string): number =>
  days
    .filter(({ day }) => day >= from && day <= to)
    .reduce((sum, { costUsd }) => sum + Number(costUsd), 0);

/**
 * What the bar under way will still get, and the bars after it up to the end of the month. A week
 * that the month ends in is not known whole: nothing is said of it.
 */
export const expectBars = (
  toCome: ToCome,
  step: Usage['step'],
  /** Whether bars are added, or the one under way is filled up only. */
  addsBars: boolean,
): { readonly rest: number; readonly bars: readonly ExpectedBar[] } => {
  const [today, end] = [toCome[0]?.day, toCome.at(-1)?.day];
  if (today === undefined || end === undefined) return { rest: 0, bars: [] };
  const bars: ExpectedBar[] = [];
  const underWay = endOfStep(today, step);
  const rest = underWay <= end ? sumOf(toCome, today, underWay) : 0;
  if (!addsBars) return { rest, bars };
  for (let from = later(underWay, 1); from <= end;) {
    const whole = endOfStep(from, step);
    // The month ends: so does its last bar, as the first one began with it.
    const to = whole < end ? whole : end;
    bars.push({ from, to, expected: sumOf(toCome, from, to) });
    from = later(to, 1);
  }
  return { rest, bars };
};

/** By the day the day's budget, else a share of the month's; wider bars the other way round. */
export const chooseBudget = (
  budgets: readonly Budget[],
  step: Usage['step'],
): BudgetLine | undefined => {
  const order = step === 'day' ? (['day', 'month'] as const) : (['month', 'day'] as const);
  const found = order.flatMap((period) => budgets.filter((each) => each.period === period));
  const [first] = found;
  const limit = first && (first.hardUsd ?? first.softUsd);
  return first && limit !== null && limit !== undefined
    ? { period: first.period, limitUsd: Number(limit) }
    : undefined;
};

/** What of a budget some days have: each day of a month has the same share of it. */
export const shareOf = ({ period, limitUsd }: BudgetLine, from: string, to: string): number => {
  let share = 0;
  for (let day = from; day <= to; day = later(day, 1))
    share += period === 'day' ? limitUsd : limitUsd / Number(lastOfMonth(day).slice(8));
  return share;
};
