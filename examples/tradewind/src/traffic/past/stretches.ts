import { dayMs, pastDays } from '../durations.ts';

/** A part of the past, in epoch milliseconds; `until` is not in it. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

export const wholePast = (beginsAt: number): Stretch => ({
  from: beginsAt - pastDays * dayMs,
  until: beginsAt,
});

/** Today and yesterday, a week and the one before it, and all: what a dashboard compares. */
const daysBack = [2, 14, pastDays] as const;

/**
 * The past in the order in which it is told. Whoever looks meanwhile sees all customers, first of
 * today, then of ever more days. Each stretch costs seconds of going through the whole past again.
 */
export const stretchesOf = (beginsAt: number): readonly Stretch[] =>
  daysBack.map((days, index) => ({
    from: beginsAt - days * dayMs,
    until: beginsAt - (daysBack[index - 1] ?? 0) * dayMs,
  }));
