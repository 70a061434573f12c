import type { Insertable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';

export const insertAuditEntry = async (
  db: Database | Transaction,
  row: Insertable<Schema['audit_log']>,
): Promise<void> => {
  await db.insertInto('audit_log').values(row).execute();
};
