import { IngestScope, Role } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Logger } from '../../platform/log.ts';
import { hashToken } from '../random-token.ts';
import { findKeyRow, noteKeyUse, type KeyRow } from './key-ring.store.ts';

/** A key that holds. */
export interface Key {
  readonly id: string;
  readonly kind: 'ingest' | 'api';
  readonly name: string;
  readonly scopes: readonly IngestScope[];
  readonly role: Role | null;
}

export interface KeyRing {
  /**
   * The key behind a token, unless it is unknown or revoked. Notes its use, without waiting.
   *
   * @throws when the database is away and the answer is not known from a moment ago
   */
  find(token: string): Promise<Key | undefined>;
  /** What was remembered of keys is looked up again: call it after revoking one. */
  forget(): void;
  /** Resolves when the uses noted so far are written. */
  settled(): Promise<void>;
}

export const keyRingLimits = {
  /** For how long other processes may take a revoked key. */
  rememberMs: 5_000,
  /** Unknown tokens are remembered too, so that a sender with a wrong key costs no queries. */
  entries: 10_000,
  /** Uses closer together than this are not written down. */
  noteMs: 60_000,
} as const;

const toKey = (row: KeyRow): Key => ({
  id: row.id,
  kind: row.kind === 'api' ? 'api' : 'ingest',
  name: row.name,
  scopes: IngestScope.array().parse(row.scopes),
  role: Role.nullable().parse(row.role),
});

export const createKeyRing = (options: { db: Database; clock: Clock; log: Logger }): KeyRing => {
  const { db, clock, log } = options;
  /** Promises, so that requests that come together share one look-up. */
  const remembered = new Map<string, { at: number; key: Promise<Key | undefined> }>();
  const notedAt = new Map<string, number>();
  const notes = new Set<Promise<void>>();

  const lookUp = async (hash: Buffer): Promise<Key | undefined> => {
    const row = await findKeyRow(db, hash);
    return row && toKey(row);
  };

  const remember = (name: string, hash: Buffer, at: number): Promise<Key | undefined> => {
    const key = lookUp(hash);
    const entry = { at, key };
    // Oldest first out: a Map keeps the order of insertion.
    const [oldest] = remembered.keys();
    if (remembered.size >= keyRingLimits.entries && oldest !== undefined) remembered.delete(oldest);
    remembered.delete(name);
    remembered.set(name, entry);
    key.catch(() => {
      if (remembered.get(name) === entry) remembered.delete(name);
    });
    return key;
  };

  const note = (key: Key, at: number): void => {
    if (at - (notedAt.get(key.id) ?? 0) < keyRingLimits.noteMs) return;
    notedAt.set(key.id, at);
    const written = noteKeyUse(db, key.id, new Date(at))
      .catch((error: unknown) => log.warn({ err: error, key: key.id }, 'key use not noted'))
      .finally(() => notes.delete(written));
    notes.add(written);
  };

  return {
    async find(token) {
      const at = clock.now().getTime();
      const hash = hashToken(token);
      const name = hash.toString('base64');
      const known = remembered.get(name);
      const isFresh = known !== undefined && at - known.at < keyRingLimits.rememberMs;
      const key = await (isFresh ? known.key : remember(name, hash, at));
      if (key) note(key, at);
      return key;
    },
    forget() {
      remembered.clear();
    },
    async settled() {
      await Promise.all(notes);
    },
  };
};
