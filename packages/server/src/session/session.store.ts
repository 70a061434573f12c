import type { RouteInput, updatePreferences } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';

export interface OperatorRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly preferences: unknown;
}

/** Who may sign in with this e-mail? Unique index operators_email. */
export const findCredentials = (
  db: Database,
  email: string,
): Promise<(OperatorRow & { readonly password_hash: string }) | undefined> =>
  db
    .selectFrom('operators as o')
    .innerJoin('operator_credentials as c', 'c.operator_id', 'o.id')
    .select(['o.id', 'o.email', 'o.name', 'o.role', 'o.preferences', 'c.password_hash'])
    .where(sql`lower(o.email)`, '=', email)
    .where('o.disabled_at', 'is', null)
    .executeTakeFirst();

/** @throws `unauthenticated` when the operator is gone since the request began */
export const getOperatorRow = async (db: Database, id: string): Promise<OperatorRow> =>
  (await db
    .selectFrom('operators')
    .select(['id', 'email', 'name', 'role', 'preferences'])
    .where('id', '=', id)
    .executeTakeFirst()) ?? raise('unauthenticated');

/** Merged in the database, so that two windows do not undo each other. */
export const mergePreferences = async (
  db: Database,
  operatorId: string,
  given: RouteInput<typeof updatePreferences>['body'],
): Promise<void> => {
  await db
    .updateTable('operators')
    .set({ preferences: sql`preferences || ${JSON.stringify(given)}::jsonb` })
    .where('id', '=', operatorId)
    .execute();
};
