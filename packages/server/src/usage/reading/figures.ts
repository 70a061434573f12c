import type { UsageFigures } from '@taffrail/contract';
import { Fraction } from 'fraction.js';

/** Sums as the database answers them: null where there were no rows. */
export interface FigureRow {
  readonly costUsd: string | null;
  readonly jobs: number | null;
  readonly failedJobs: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly unpricedJobs: number | null;
  readonly unpricedTokens: number | null;
  readonly failedCostUsd: string | null;
}

const decimals = 8;

/** `1.50000000`, as Postgres has it, as `1.5`. */
export const toUsd = (amount: string): string =>
  amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;

const subtractUsd = (from: string, what: string): string =>
  new Fraction(from).sub(what).toString(decimals);

/** A number of dollars that was reckoned, not counted. */
export const roundedUsd = (dollars: number): string => toUsd(dollars.toFixed(decimals));

export const toFigures = (row: FigureRow | undefined): UsageFigures => ({
  costUsd: toUsd(row?.costUsd ?? '0'),
  jobs: row?.jobs ?? 0,
  failedJobs: row?.failedJobs ?? 0,
  inputTokens: row?.inputTokens ?? 0,
  outputTokens: row?.outputTokens ?? 0,
  unpricedJobs: row?.unpricedJobs ?? 0,
  unpricedTokens: row?.unpricedTokens ?? 0,
  // Of no job it is nothing; of some it is not known where it is not kept.
  failedCostUsd: row?.jobs && row.failedCostUsd === null ? null : toUsd(row?.failedCostUsd ?? '0'),
});

/** What is left of some jobs without others that are among them. */
export const without = (all: UsageFigures, some: UsageFigures): UsageFigures => ({
  costUsd: subtractUsd(all.costUsd, some.costUsd),
  jobs: all.jobs - some.jobs,
  failedJobs: all.failedJobs - some.failedJobs,
  inputTokens: all.inputTokens - some.inputTokens,
  outputTokens: all.outputTokens - some.outputTokens,
  unpricedJobs: all.unpricedJobs - some.unpricedJobs,
  unpricedTokens: all.unpricedTokens - some.unpricedTokens,
  failedCostUsd:
    all.failedCostUsd === null || some.failedCostUsd === null
      ? null
      : subtractUsd(all.failedCostUsd, some.failedCostUsd),
});
