import type { GuardBudgets } from '@taffrail/contract';
import { createHash } from 'node:crypto';
import type { AppContext } from '../slice.ts';
import { listSpentBudgets, type SpentBudgetRow } from './budgets.store.ts';
import { mostBudgets } from './budgets.ts';
import { limitsOf, scopeOf, stateOf } from './to-budget.ts';

/** What is sent to a guard, written out once for all who ask within some seconds. */
export interface GuardAnswer {
  readonly body: GuardBudgets;
  /** Of what it says, whenever that was. */
  readonly etag: string;
}

/** Every process of a product asks: they share a reading. */
export const guardKeptMs = 5_000;

type Reader = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

const toGuardBudget = (row: SpentBudgetRow): GuardBudgets['budgets'][number] => ({
  scope: scopeOf(row),
  // The product knows its organizations by its own ids.
  value: row.route ?? row.organization_external_id ?? row.organization_id,
  period: row.period === 'day' ? 'day' : 'month',
  endsAt: row.ends_at.toISOString(),
  spentUsd: row.spent_usd,
  ...limitsOf(row),
  state: stateOf(row),
});

const read = async ({ db, clock, reportingTimeZone: timeZone }: Reader): Promise<GuardAnswer> => {
  const now = clock.now();
  const rows = await listSpentBudgets(db, { now, timeZone, limit: mostBudgets });
  const budgets = rows.map(toGuardBudget);
  const hash = createHash('sha256').update(JSON.stringify(budgets)).digest('base64url');
  return { body: { asOf: now.toISOString(), budgets }, etag: `"${hash.slice(0, 22)}"` };
};

/** Reads what guards ask for, at most once in some seconds however many ask. */
export const keepGuardBudgets = (reader: Reader): (() => Promise<GuardAnswer>) => {
  let kept: { readonly atMs: number; readonly answer: Promise<GuardAnswer> } | undefined;
  return () => {
    const atMs = reader.clock.now().getTime();
    if (kept && atMs - kept.atMs < guardKeptMs) return kept.answer;
    const mine = { atMs, answer: read(reader) };
    kept = mine;
    // What failed is not kept.
    mine.answer.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return mine.answer;
  };
};
