import type { SubscriptionTable } from '@taffrail/contract';
import type pg from 'pg';
import { createDatabase, type Database } from '../platform/db/database.ts';
import { answerOf } from '../platform/db/foreign/ask-database.ts';
import {
  leaveOutUnchanged,
  recordSubscriptions,
  revenueRules,
  type ToldSubscription,
} from '../revenue/revenue.ts';
import type { SliceJobs } from '../slice.ts';
import { readRows, type RowPosition, type SubscriptionRow } from './subscription-rows.store.ts';
import { findState, nothingUnreadable, saveState, type TableState } from './table-state.store.ts';
import { toTold, UnreadableRow, type TableRules } from './to-told.ts';

type TableJobs = Pick<
  SliceJobs,
  'owner' | 'productDatabase' | 'product' | 'reportingTimeZone' | 'clock' | 'changes'
>;

const atOnce = 500;
/** Who commits late is dated before what was read already: so far back it is looked at again. */
const overlapMs = 10 * 60_000;
/** A whole table is read every ten minutes, less what the clock of the cron may be off. */
const wholeTableMs = 9.5 * 60_000;

const isDue = (state: TableState, mapping: SubscriptionTable, now: Date): boolean => {
  const { readAt, failure } = state;
  if (mapping.updatedAt !== undefined || failure !== null || readAt === null) return true;
  return now.getTime() - readAt.getTime() >= wholeTableMs;
};

const beginningOf = ({ changedAt }: TableState): RowPosition =>
  changedAt === null
    ? {}
    : { at: new Date(new Date(changedAt).getTime() - overlapMs).toISOString() };

interface Read {
  readonly told: readonly ToldSubscription[];
  readonly unreadable: TableState['unreadable'];
}

const readEach = (
  rows: readonly SubscriptionRow[],
  rules: TableRules,
  before: TableState['unreadable'],
): Read => {
  const told: ToldSubscription[] = [];
  let unreadable = before;
  for (const row of rows)
    try {
      told.push(toTold(row, rules));
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      const sample = unreadable.sample ?? { id: row.id, reason: error.message.slice(0, 500) };
      unreadable = { count: unreadable.count + 1, sample };
    }
  return { told, unreadable };
};

interface Pass {
  readonly db: Database;
  readonly product: pg.Pool;
  readonly mapping: SubscriptionTable;
  readonly rules: TableRules;
  readonly state: TableState;
}

interface Page {
  readonly state: TableState;
  /** Where the next begins; nothing behind the last. */
  readonly next: RowPosition | undefined;
}

/** Reads a page and stores it, with the position behind it, in one transaction. */
const readPage = async (
  { product: config, reportingTimeZone }: TableJobs,
  { db, product, mapping, rules }: Omit<Pass, 'state'>,
  { state, next }: Page,
): Promise<Page> => {
  const answer = await answerOf(readRows(product, mapping, next ?? {}, atOnce));
  if (!answer.ok)
    return {
      state: { ...state, failure: answer.failure, message: answer.message },
      next: undefined,
    };
  const { told, unreadable } = readEach(answer.value, rules, state.unreadable);
  const last = answer.value.at(-1);
  const reached = { ...state, unreadable, changedAt: last?.position ?? state.changedAt };
  await db.transaction().execute(async (tx) => {
    const changed = await leaveOutUnchanged(tx, told);
    await recordSubscriptions(tx, changed, revenueRules(config, reportingTimeZone));
    await saveState(tx, reached);
  });
  if (last && answer.value.length === atOnce)
    return { state: reached, next: { id: last.id, at: last.position ?? undefined } };
  return {
    state: { ...reached, readAt: rules.now, failure: null, message: null },
    next: undefined,
  };
};

/** One page after the other. Gives the state that it ends with. */
const readPages = async (
  jobs: TableJobs,
  { state, ...pass }: Pass,
  signal: AbortSignal | undefined,
): Promise<TableState> => {
  let page: Page = {
    state: { ...state, attemptedAt: pass.rules.now, unreadable: nothingUnreadable },
    next: beginningOf(state),
  };
  while (page.next) {
    signal?.throwIfAborted();
    page = await readPage(jobs, pass, page);
  }
  return page.state;
};

/**
 * Reads the product's own table of subscriptions: what changed since the last time, or all of it.
 * That it cannot be read is its state, and no error.
 */
export const readTable = async (
  jobs: TableJobs,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { owner, productDatabase, product, reportingTimeZone, clock, changes } = jobs;
  const mapping = product.subscriptions;
  if (!productDatabase || !mapping) return;
  const db = createDatabase(owner);
  const state = await findState(db, mapping);
  const now = clock.now();
  if (!isDue(state, mapping, now)) return;
  const { reporting: currency } = revenueRules(product, reportingTimeZone).rates;
  const rules = { mapping, currency, now, readBefore: state.readAt ?? undefined };
  const pass = { db, product: productDatabase, mapping, rules, state };
  await saveState(db, await readPages(jobs, pass, signal));
  changes.announce('revenue');
};
