import { z } from 'zod';
import type { Transaction } from '../../platform/db/database.ts';

const setting = 'shipped_prices';

/** The day of the set that was loaded last. */
export const findLoadedSet = async (tx: Transaction): Promise<string | undefined> => {
  const row = await tx
    .selectFrom('settings')
    .select('value')
    .where('key', '=', setting)
    .executeTakeFirst();
  return z.string().safeParse(row?.value).data;
};

export const noteLoadedSet = async (tx: Transaction, day: string, now: Date): Promise<void> => {
  const value = JSON.stringify(day);
  await tx
    .insertInto('settings')
    .values({ key: setting, value, updated_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: now }))
    .execute();
};

/** Which providers and patterns does the book know, also by prices that were replaced? */
export const listLineNames = (tx: Transaction) =>
  tx.selectFrom('model_prices').select(['provider', 'model_pattern']).distinct().execute();
