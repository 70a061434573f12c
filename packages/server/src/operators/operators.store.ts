import type { Role } from '@taffrail/contract';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';

export type OperatorRow = Omit<Selectable<Schema['operators']>, 'preferences'>;

const columns = [
  'id',
  'email',
  'name',
  'role',
  'created_at',
  'last_seen_at',
  'disabled_at',
] as const;

/** All of them: a team of a few. */
export const listOperatorRows = (db: Database): Promise<OperatorRow[]> =>
  db.selectFrom('operators').select(columns).orderBy('created_at').orderBy('id').execute();

/** @throws `not_found` */
export const getOperatorRow = async (
  db: Database | Transaction,
  id: string,
): Promise<OperatorRow> =>
  (await db.selectFrom('operators').select(columns).where('id', '=', id).executeTakeFirst()) ??
  raise('not_found');

/** Unique index operators_email. */
export const findOperatorByEmail = (
  db: Database | Transaction,
  email: string,
): Promise<OperatorRow | undefined> =>
  db
    .selectFrom('operators')
    .select(columns)
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();

/** The owner of the console's first day, or whoever has been one for longest. */
export const findFirstOwner = (db: Database | Transaction): Promise<OperatorRow | undefined> =>
  db
    .selectFrom('operators')
    .select(columns)
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

export const hasOperators = async (db: Database | Transaction): Promise<boolean> =>
  (await db.selectFrom('operators').select('id').limit(1).executeTakeFirst()) !== undefined;

export const insertOperator = async (
  tx: Transaction,
  row: Insertable<Schema['operators']>,
): Promise<void> => {
  await tx.insertInto('operators').values(row).execute();
};

export const setOperator = async (
  tx: Transaction,
  id: string,
  change: { role?: Role; disabled_at?: Date | null },
): Promise<void> => {
  await tx.updateTable('operators').set(change).where('id', '=', id).execute();
};

/**
 * Locks the active owners and answers their ids. Of two changes that would each leave one owner,
 * the second waits here and then sees what the first one left.
 */
export const lockActiveOwners = async (tx: Transaction): Promise<string[]> => {
  const rows = await tx
    .selectFrom('operators')
    .select('id')
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
};

/** Two processes that start at once take turns. */
export const lockOperators = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext('taffrail operators'))`.execute(tx);
};
