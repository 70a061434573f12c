import type { Queryable } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';

/** Those of the same user that have run out go; sessions_user has them. */
export const insertSession = async (
  db: Queryable,
  tokenHash: Buffer,
  { organizationId, userId }: Pick<Caller, 'organizationId' | 'userId'>,
): Promise<void> => {
  await db.query(
    `with expired as (delete from sessions where user_id = $2 and expires_at <= now())
     insert into sessions (token_hash, user_id, organization_id) values ($1, $2, $3)`,
    [tokenHash, userId, organizationId],
  );
};

/** Whose token is it? Signed out with the membership, or with the organization. */
export const findCallerOf = async (
  db: Queryable,
  tokenHash: Buffer,
): Promise<Caller | undefined> => {
  const { rows } = await db.query<Caller>(
    `select s.organization_id as "organizationId", s.user_id as "userId", m.role, p.plan
     from sessions s
     join members m using (organization_id, user_id)
     join subscriptions p on p.organization_id = s.organization_id and p.ended_at is null
     where s.token_hash = $1 and s.expires_at > now()`,
    [tokenHash],
  );
  return rows[0];
};

export const deleteSession = async (db: Queryable, tokenHash: Buffer): Promise<void> => {
  await db.query('delete from sessions where token_hash = $1', [tokenHash]);
};

/** All of them: a scan, for the night. */
export const deleteExpiredSessions = async (db: Queryable): Promise<void> => {
  await db.query('delete from sessions where expires_at <= now()');
};

/** The organization that a user joined first; a user of several would have to choose. */
export const findFirstOrganization = async (
  db: Queryable,
  userId: string,
): Promise<string | undefined> => {
  const { rows } = await db.query<{ organizationId: string }>(
    `select organization_id as "organizationId" from members
     where user_id = $1 and invite_token is null order by created_at limit 1`,
    [userId],
  );
  return rows[0]?.organizationId;
};
