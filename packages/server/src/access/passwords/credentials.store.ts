import type { Database, Transaction } from '../../platform/db/database.ts';

export const findPasswordHash = async (
  db: Database | Transaction,
  operatorId: string,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom('operator_credentials')
    .select('password_hash')
    .where('operator_id', '=', operatorId)
    .executeTakeFirst();
  return row?.password_hash;
};

/** In place of the one before, if there was one. */
export const storePasswordHash = async (
  tx: Transaction,
  given: { operatorId: string; hash: string; now: Date },
): Promise<void> => {
  const changed = { password_hash: given.hash, updated_at: given.now };
  await tx
    .insertInto('operator_credentials')
    .values({ operator_id: given.operatorId, ...changed })
    .onConflict((conflict) => conflict.column('operator_id').doUpdateSet(changed))
    .execute();
};
