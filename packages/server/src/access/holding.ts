import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Caller } from './caller.ts';
import { listKeyRoles } from './keys/key-ring.store.ts';
import { listSessionRows } from './sessions/sessions.store.ts';

export interface HoldingContext {
  readonly db: Database;
  readonly clock: Clock;
}

/** Of a session by its hash, of a key by its id: neither can be mistaken for the other. */
const nameOf = ({ id, session }: Caller): string => session?.tokenHash.toString('base64') ?? id;

/**
 * Of these callers, those whose session or key holds still and who have the role they had: for what
 * outlasts a request. It is no use of the session, which ends as if nobody looked.
 */
export const findHolding = async (
  { db, clock }: HoldingContext,
  callers: readonly Caller[],
): Promise<ReadonlySet<Caller>> => {
  const sessions = callers.flatMap(({ session }) => (session ? [session.tokenHash] : []));
  const keys = callers.flatMap(({ kind, id }) => (kind === 'api_key' ? [id] : []));
  const [sessionRows, keyRows] = await Promise.all([
    sessions.length > 0 ? listSessionRows(db, sessions, clock.now()) : [],
    keys.length > 0 ? listKeyRoles(db, keys) : [],
  ]);
  const roles = new Map<string, string | null>();
  for (const { token_hash: hash, role } of sessionRows) roles.set(hash.toString('base64'), role);
  for (const { id, role } of keyRows) roles.set(id, role);
  return new Set(callers.filter((caller) => roles.get(nameOf(caller)) === caller.role));
};
