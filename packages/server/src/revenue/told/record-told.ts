import { SubscriptionRecord } from '@taffrail/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { isDatabaseAway, isTransactionConflict } from '../../platform/db/failures.ts';
import { recordSubscriptions, type RevenueRules } from '../record-subscriptions.ts';
import { lockRevenue } from '../revenue.store.ts';
import { keepFailed, takeTold, tryInside, type ToldRow } from './told-subscriptions.store.ts';
import { toTold } from './to-told.ts';

export const atOnce = 500;

export interface RecordContext {
  /** As the owner of the schema. */
  readonly db: Database;
  readonly clock: Clock;
  readonly rules: RevenueRules;
}

/** Not the fault of what was told. */
const isPassing = (error: unknown): boolean =>
  isDatabaseAway(error) || isTransactionConflict(error);

const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError)
    return error.issues
      .map(({ path, message }) => `${path.join('.') || 'The record'}: ${message}`)
      .join('\n')
      .slice(0, 1_000);
  return error instanceof Error ? error.message.slice(0, 1_000) : String(error);
};

const read = ({ record, organization_id: organizationId, at }: ToldRow) =>
  toTold(SubscriptionRecord.parse(record), { organizationId, at });

const setAside = ({ clock }: RecordContext, tx: Transaction, row: ToldRow, error: unknown) => {
  if (isPassing(error)) throw error;
  return keepFailed(tx, [{ ...row, failed_at: clock.now(), failure: reasonOf(error) }]);
};

/** One by one: what cannot be read is set aside, and holds nobody up. Answers how many these are. */
const recordApart = async (
  context: RecordContext,
  tx: Transaction,
  rows: readonly ToldRow[],
): Promise<number> => {
  let failed = 0;
  for (const row of rows)
    await tryInside(
      tx,
      async () => recordSubscriptions(tx, [read(row)], context.rules),
      async (error) => {
        await setAside(context, tx, row, error);
        failed += 1;
      },
    );
  return failed;
};

/** Taken out and counted, or neither. Answers how many there were, and how many cannot be read. */
export const recordSome = (context: RecordContext): Promise<{ count: number; failed: number }> =>
  context.db.transaction().execute(async (tx) => {
    // Before they are taken: of one moment what was told last counts, so nobody may overtake.
    await lockRevenue(tx);
    const rows = await takeTold(tx, atOnce);
    let failed = 0;
    await tryInside(
      tx,
      async () => recordSubscriptions(tx, rows.map(read), context.rules),
      async (error) => {
        if (isPassing(error)) throw error;
        failed = await recordApart(context, tx, rows);
      },
    );
    return { count: rows.length, failed };
  });
