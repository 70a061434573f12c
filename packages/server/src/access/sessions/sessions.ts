import { Role } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { together } from '../../platform/reading/together.ts';
import { toCaller, type Caller } from '../caller.ts';
import { hashToken, randomToken } from '../random-token.ts';
import {
  deleteExpiredSessions,
  listSessionRows,
  insertSession,
  setLastSeen,
  setSessionUsed,
  type SessionRow,
} from './sessions.store.ts';

export {
  deleteSession as endSession,
  deleteSessionsOf as endSessionsOf,
} from './sessions.store.ts';

const dayMs = 86_400_000;

/** A session that nobody uses ends after `idleMs`, one in use after `absoluteMs`. */
export const sessionLimits = {
  idleMs: 14 * dayMs,
  absoluteMs: 90 * dayMs,
  /** Uses closer together than this are not written down. */
  touchMs: 60_000,
} as const;

export interface NewSession {
  /** Only the browser has it; the database knows its hash. */
  readonly token: string;
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
}

const expiry = (createdAt: Date, usedAt: Date): Date =>
  new Date(
    Math.min(
      usedAt.getTime() + sessionLimits.idleMs,
      createdAt.getTime() + sessionLimits.absoluteMs,
    ),
  );

/** Opens a session with a token of its own, never one that the browser brought along. */
export const openSession = async (
  db: Database | Transaction,
  clock: Clock,
  options: { operatorId: string; ipAddress: string | null; userAgent: string | null },
): Promise<NewSession> => {
  const now = clock.now();
  const token = randomToken();
  const session = { token, tokenHash: hashToken(token), expiresAt: expiry(now, now) };
  await deleteExpiredSessions(db, now);
  await insertSession(db, {
    token_hash: session.tokenHash,
    operator_id: options.operatorId,
    ip_address: options.ipAddress,
    user_agent: options.userAgent?.slice(0, 500) ?? null,
    created_at: now,
    last_used_at: now,
    expires_at: session.expiresAt,
  });
  await setLastSeen(db, options.operatorId, now);
  return session;
};

/** Many come at once after each change, and every request waits for this. */
const crowdMs = 25;

/** Finds the operator of a session that has not ended. */
export type FindSessionCaller = (token: string) => Promise<Caller | undefined>;

/**
 * Operators as they are now: role and disablement are read for every request, none is remembered.
 * Sessions that are asked for together are read together.
 */
export const createSessionFinder = (db: Database, clock: Clock): FindSessionCaller => {
  const findRow = together<Buffer, SessionRow | undefined>(async (hashes) => {
    const rows = await listSessionRows(db, hashes, clock.now());
    const byHash = new Map(rows.map((row) => [row.token_hash.toString('base64'), row]));
    return (hash) => byHash.get(hash.toString('base64'));
  }, crowdMs);
  return async (token) => {
    const tokenHash = hashToken(token);
    const row = await findRow(tokenHash);
    return row && useSession(db, clock, row);
  };
};

const useSession = async (db: Database, clock: Clock, row: SessionRow): Promise<Caller> => {
  const now = clock.now();
  const tokenHash = row.token_hash;
  let expiresAt = row.expires_at;
  if (now.getTime() - row.last_used_at.getTime() >= sessionLimits.touchMs) {
    expiresAt = expiry(row.created_at, now);
    // Not in one transaction: a note that is lost costs a minute of a session's life.
    await setSessionUsed(db, tokenHash, { last_used_at: now, expires_at: expiresAt });
    await setLastSeen(db, row.operator_id, now);
  }
  return toCaller({
    kind: 'operator',
    id: row.operator_id,
    label: row.email,
    role: Role.parse(row.role),
    session: { tokenHash, expiresAt },
  });
};
