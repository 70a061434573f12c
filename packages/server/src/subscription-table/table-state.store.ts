import { ProductFailure, type SubscriptionTable } from '@taffrail/contract';
import { z } from 'zod';
import type { Database, Transaction } from '../platform/db/database.ts';

const key = 'subscription_table';

/** How far the table was read, and what came of the latest look. */
const TableState = z.object({
  /** Of another mapping nothing is known. */
  mapping: z.string(),
  /** The last change that was read. */
  changedAt: z.string().nullable(),
  readAt: z.coerce.date().nullable(),
  attemptedAt: z.coerce.date().nullable(),
  failure: ProductFailure.nullable(),
  message: z.string().nullable(),
  unreadable: z.object({
    count: z.number(),
    sample: z.object({ id: z.string(), reason: z.string() }).nullable(),
  }),
});
export type TableState = z.infer<typeof TableState>;

export const nothingUnreadable: TableState['unreadable'] = { count: 0, sample: null };

/** One look by the primary key. */
export const findState = async (db: Database, mapping: SubscriptionTable): Promise<TableState> => {
  const name = JSON.stringify(mapping);
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  const found = TableState.safeParse(row?.value).data;
  if (found?.mapping === name) return found;
  return {
    mapping: name,
    changedAt: null,
    readAt: null,
    attemptedAt: null,
    failure: null,
    message: null,
    unreadable: nothingUnreadable,
  };
};

export const saveState = async (db: Database | Transaction, state: TableState): Promise<void> => {
  const value = JSON.stringify(state);
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
};
