import type { Database, Transaction } from '../../platform/db/database.ts';

const setting = 'incident_grouping';

export interface StoredRules {
  readonly value: unknown;
  readonly updated_at: Date;
}

export const findStoredRules = (db: Database | Transaction): Promise<StoredRules | undefined> =>
  db
    .selectFrom('settings')
    .select(['value', 'updated_at'])
    .where('key', '=', setting)
    .executeTakeFirst();

export const storeRules = async (tx: Transaction, value: object, now: Date): Promise<void> => {
  await tx
    .insertInto('settings')
    .values({ key: setting, value, updated_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: now }))
    .execute();
};
