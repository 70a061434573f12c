import { sql, type Insertable, type Selectable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';

export type InviteRow = Omit<Selectable<Schema['operator_invites']>, 'token_hash'> & {
  readonly invited_by_email: string;
};

/** Those that can still be accepted: not used, not withdrawn, not too old. */
const selectWaiting = (db: Database | Transaction, now: Date) =>
  db
    .selectFrom('operator_invites as i')
    .innerJoin('operators as o', 'o.id', 'i.invited_by')
    .select(['i.id', 'i.email', 'i.role', 'i.invited_by', 'i.created_at', 'i.expires_at'])
    .select(['i.accepted_at', 'i.withdrawn_at', 'o.email as invited_by_email'])
    .where('i.accepted_at', 'is', null)
    .where('i.withdrawn_at', 'is', null)
    .where('i.expires_at', '>', now);

export const listWaitingInvites = (db: Database, now: Date): Promise<InviteRow[]> =>
  selectWaiting(db, now).orderBy('i.created_at', 'desc').orderBy('i.id').execute();

export const findWaitingInvite = (
  db: Database | Transaction,
  id: string,
  now: Date,
): Promise<InviteRow | undefined> =>
  selectWaiting(db, now).where('i.id', '=', id).executeTakeFirst();

/** Unique index of token_hash. */
export const findInviteByToken = (
  db: Database,
  tokenHash: Buffer,
  now: Date,
): Promise<InviteRow | undefined> =>
  selectWaiting(db, now).where('i.token_hash', '=', tokenHash).executeTakeFirst();

export const findWaitingInviteFor = (
  db: Database | Transaction,
  email: string,
  now: Date,
): Promise<InviteRow | undefined> =>
  selectWaiting(db, now)
    .where(sql`lower(i.email)`, '=', email.toLowerCase())
    .executeTakeFirst();

export const listWaitingInvitesBy = (
  tx: Transaction,
  operatorId: string,
  now: Date,
): Promise<InviteRow[]> => selectWaiting(tx, now).where('i.invited_by', '=', operatorId).execute();

export const insertInvite = async (
  tx: Transaction,
  row: Insertable<Schema['operator_invites']>,
): Promise<void> => {
  await tx.insertInto('operator_invites').values(row).execute();
};

/** Answers whether this call closed it: of two that use a link at once, one does. */
export const closeInvite = async (
  tx: Transaction,
  id: string,
  how: { accepted_at: Date } | { withdrawn_at: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('operator_invites')
    .set(how)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
