import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';
import { deleteSession, findCallerOf, insertSession } from './sessions.store.ts';

/** The token is random enough for a plain hash; the database does not hold what would sign in. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Gives the token. */
export const openSession = async (
  db: Queryable,
  whose: Pick<Caller, 'organizationId' | 'userId'>,
): Promise<string> => {
  const token = randomBytes(32).toString('base64url');
  await insertSession(db, hashOf(token), whose);
  return token;
};

export const findCaller = (db: Queryable, token: string): Promise<Caller | undefined> =>
  findCallerOf(db, hashOf(token));

export const closeSession = (db: Queryable, token: string): Promise<void> =>
  deleteSession(db, hashOf(token));
