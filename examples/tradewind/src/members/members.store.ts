import type { Queryable } from '../database/pool.ts';
import type { Role } from './roles.ts';

export interface Membership {
  readonly organizationId: string;
  readonly userId: string;
}

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isInvited: boolean;
  readonly createdAt: Date;
}

export const insertMember = async (
  db: Queryable,
  {
    organizationId,
    userId,
    role,
    inviteToken,
  }: Membership & { role: Role; inviteToken: string | null },
): Promise<void> => {
  await db.query(
    `insert into members (organization_id, user_id, role, invite_token) values ($1, $2, $3, $4)`,
    [organizationId, userId, role, inviteToken],
  );
};

export const listMembers = async (db: Queryable, organizationId: string): Promise<Member[]> => {
  const { rows } = await db.query<Member>(
    `select m.user_id as "userId", u.name, u.email, m.role,
            m.invite_token is not null as "isInvited", m.created_at as "createdAt"
     from members m join users u on u.id = m.user_id
     where m.organization_id = $1 order by m.created_at`,
    [organizationId],
  );
  return rows;
};

export const countMembers = async (db: Queryable, organizationId: string): Promise<number> => {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::int as count from members where organization_id = $1',
    [organizationId],
  );
  return rows[0]?.count ?? 0;
};

/** The membership that the token was made for; nobody can use it again. */
export const takeInvite = async (
  db: Queryable,
  token: string,
): Promise<(Membership & { role: Role }) | undefined> => {
  const { rows } = await db.query<Membership & { role: Role }>(
    `update members set invite_token = null where invite_token = $1
     returning organization_id as "organizationId", user_id as "userId", role`,
    [token],
  );
  return rows[0];
};

/** The role that the member had; nothing when there is no such member. */
export const deleteMember = async (
  db: Queryable,
  { organizationId, userId }: Membership,
): Promise<Role | undefined> => {
  const { rows } = await db.query<{ role: Role }>(
    'delete from members where organization_id = $1 and user_id = $2 returning role',
    [organizationId, userId],
  );
  return rows[0]?.role;
};

/** Of users who are gone: nothing declares that these take their memberships along. */
export const deleteOrphans = async (db: Queryable): Promise<number> => {
  const { rowCount } = await db.query(
    'delete from members m where not exists (select from users u where u.id = m.user_id)',
  );
  return rowCount ?? 0;
};
