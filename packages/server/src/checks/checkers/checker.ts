import type { CheckConfig, CheckKind, CheckResult } from '@taffrail/contract';
import type pg from 'pg';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';

/** What a checker saw. */
export interface Finding {
  readonly result: CheckResult;
  /** One sentence, for people. */
  readonly message: string;
  /** In the unit of the kind; null where nothing was measured. */
  readonly value: number | null;
  readonly warningAt: number | null;
  readonly criticalAt: number | null;
  /** What was looked at, where there is more than one of it. */
  readonly target: string | null;
  /** What else was seen, by name: no secrets, and nothing long. */
  readonly output: Readonly<Record<string, unknown>>;
}

/** What checkers may look at. */
export interface LookContext {
  readonly clock: Clock;
  readonly db: Database;
  readonly productDatabase: pg.Pool | undefined;
  /** Undefined of one that is only tried. */
  readonly check: { readonly id: string; readonly latestRunAt: Date | null } | undefined;
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
}

export type ConfigOf<Kind extends CheckKind> = Extract<CheckConfig, { kind: Kind }>;

/** How one kind of thing is looked at. What it throws is that it could not be found out. */
export interface Checker<Kind extends CheckKind = CheckKind> {
  readonly look: (config: ConfigOf<Kind>, context: LookContext) => Promise<Finding>;
}

/** So long a check may take, whatever it looks at. */
export const budgetMs = 5_000;

interface Limits {
  readonly warningAt: number | null;
  readonly criticalAt: number | null;
}

/** How a value is that is better the smaller it is. */
export const judge = (value: number, { warningAt, criticalAt }: Limits): CheckResult => {
  if (criticalAt !== null && value > criticalAt) return 'critical';
  return warningAt !== null && value > warningAt ? 'warning' : 'ok';
};

const badness: readonly CheckResult[] = ['ok', 'unknown', 'warning', 'critical'];

/** Of several that belong together, the one that counts. */
export const worstOf = <One extends { readonly result: CheckResult }>(
  first: One,
  ...others: readonly One[]
): One =>
  others.reduce(
    (worst, one) => (badness.indexOf(one.result) > badness.indexOf(worst.result) ? one : worst),
    first,
  );
