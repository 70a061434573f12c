import type { Usage, UsageSubject } from '@taffrail/contract';
import { otherId, type Bar, type Bars } from '../../../charts/prepare/bars.ts';
import {
  chooseBudget,
  endOfStep,
  expectBars,
  shareOf,
  type Ahead,
  type BudgetLine,
} from './look-ahead.ts';

export interface StackSeries {
  /** Null of all others together. */
  readonly subject: UsageSubject | null;
  readonly title: string;
  readonly total: number;
  /** 1 to 5 of the palette; 0 is all others. */
  readonly colour: number;
}

/** A bar, the days that it is of, and what it is compared with. */
export interface StackBar extends Bar {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly previous: number | null;
  /** What the forecast adds to it. */
  readonly expected: number;
  /** What the budget has for its days. */
  readonly budget: number | null;
}

export interface Stack extends Bars {
  readonly bars: readonly StackBar[];
  readonly named: readonly StackSeries[];
  /** Of the bars and of what they are compared with. */
  readonly top: number;
  /** Bars of days to come, at the end. */
  readonly toCome: number;
  /** Undefined without one, or where something else is drawn than the cost of everything. */
  readonly budget: (BudgetLine & { readonly isAbove: boolean }) | undefined;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

type Drawn = Pick<Usage, 'bars' | 'series' | 'asOf' | 'range' | 'step'>;

const toBar = (bar: Usage['bars'][number], now: Date, compares: boolean): StackBar => {
  const to = new Date(bar.endsAt);
  return {
    from: new Date(bar.startsAt),
    to,
    firstDay: bar.from,
    lastDay: bar.to,
    values: bar.values,
    total: sumOf(bar.values),
    unfinished: to > now,
    previous: compares ? bar.previous : null,
    expected: 0,
    budget: null,
  };
};

/** The month is drawn to its end where it is what was asked for, or what a bar is of. */
const addForecast = (
  bars: readonly StackBar[],
  forecast: Ahead['forecast'],
  { range, step }: Drawn,
): StackBar[] => {
  const toCome = forecast?.toCome ?? [];
  const last = bars.at(-1);
  if (!last?.unfinished || toCome[0]?.day !== last.lastDay) return [...bars];
  const isMonth = range.from.endsWith('-01') && range.from.slice(0, 7) === range.to.slice(0, 7);
  const ahead = expectBars(toCome, step, isMonth);
  return [
    ...bars.slice(0, -1),
    { ...last, expected: ahead.rest },
    ...ahead.bars.map(({ from, to, expected }): StackBar => ({
      ...last,
      from: new Date(from),
      to: new Date(to),
      firstDay: from,
      lastDay: to,
      values: last.values.map(() => 0),
      total: 0,
      unfinished: false,
      previous: null,
      expected,
    })),
  ];
};

const addBudget = (
  bars: readonly StackBar[],
  line: BudgetLine | undefined,
  step: Usage['step'],
): StackBar[] =>
  bars.map((bar) => {
    // What is under way will be whole; a bar that the range cuts has the share of its days.
    const end = bar.unfinished ? endOfStep(bar.lastDay, step) : bar.lastDay;
    return { ...bar, budget: line ? shareOf(line, bar.firstDay, end) : null };
  });

/** A budget that is further up than so many times what is drawn would leave nothing to see. */
const farAbove = 3;

/** The largest series first, as the server has them; the bars are stacked in that order. */
export const prepareStack = (
  usage: Drawn,
  /** Of all others together, too. */
  titleOf: (subject: UsageSubject | null) => string,
  compares: boolean,
  ahead?: Ahead,
): Stack => {
  const { series, step } = usage;
  const now = new Date(usage.asOf);
  const named = series.map(({ subject, total }, index): StackSeries => ({
    subject,
    title: titleOf(subject),
    total,
    colour: subject ? index + 1 : 0,
  }));
  const line = ahead && chooseBudget(ahead.budgets, step);
  const known = usage.bars.map((bar) => toBar(bar, now, compares));
  const drawn = addBudget(addForecast(known, ahead?.forecast ?? null, usage), line, step);
  const max = Math.max(0, ...drawn.map(({ total }) => total));
  const used = Math.max(
    max,
    ...drawn.map(({ previous, total, expected }) => Math.max(previous ?? 0, total + expected)),
  );
  const limit = Math.max(0, ...drawn.map(({ budget }) => budget ?? 0));
  const isAbove = limit > farAbove * used;
  return {
    bars: drawn,
    series: named.map(({ subject, title, total, colour }) => {
      const id = subject ? `${subject.provider ?? ''} ${subject.key ?? ''}` : otherId;
      return { id, ids: [id], title, total, colour };
    }),
    named,
    total: sumOf(drawn.map(({ total }) => total)),
    max,
    top: isAbove ? used : Math.max(used, limit),
    toCome: drawn.length - known.length,
    budget: line && { ...line, isAbove },
  };
};

/** Every so many bars one has a label, counted from the last. */
export const labelEvery = (count: number, width: number, labelWidth: number): number =>
  Math.max(1, Math.ceil((count * labelWidth) / Math.max(1, width)));
