import { one, type Queryable } from '../database/pool.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface Credentials extends User {
  /** Null until an invitation is accepted. */
  readonly passwordHash: string | null;
}

const columns = `id, email, name, created_at as "createdAt"`;

/** @throws a unique violation when the address is taken */
export const insertUser = async (
  db: Queryable,
  { email, name, passwordHash }: Omit<Credentials, 'id' | 'createdAt'>,
): Promise<User> => {
  const { rows } = await db.query<User>(
    `insert into users (email, name, password_hash) values ($1, $2, $3) returning ${columns}`,
    [email, name, passwordHash],
  );
  return one(rows);
};

export const setPassword = async (
  db: Queryable,
  id: string,
  passwordHash: string,
): Promise<User> => {
  const { rows } = await db.query<User>(
    `update users set password_hash = $2 where id = $1 returning ${columns}`,
    [id, passwordHash],
  );
  return one(rows);
};

export const getUser = async (db: Queryable, id: string): Promise<User> => {
  const { rows } = await db.query<User>(`select ${columns} from users where id = $1`, [id]);
  return one(rows);
};

export const findCredentials = async (
  db: Queryable,
  email: string,
): Promise<Credentials | undefined> => {
  const { rows } = await db.query<Credentials>(
    `select ${columns}, password_hash as "passwordHash" from users where email = $1`,
    [email],
  );
  return rows[0];
};

/** Memberships stay behind, as nothing declares that they belong to a user. */
export const deleteUser = async (db: Queryable, id: string): Promise<void> => {
  await db.query('delete from users where id = $1', [id]);
};
