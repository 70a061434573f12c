import type { SourceKind } from '@taffrail/contract';
import { bySystem, recordAudit } from '../access/audit.ts';
import { hashToken } from '../access/random-token.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { seal } from '../platform/secrets/seal.ts';
import { findGivenSource } from './given-sources.store.ts';
import { prefixLength, purpose } from './source-key.ts';
import { insertSource, updateSource } from './sources.store.ts';

/** A source whose key is not made here: a demo's, which is the same at every start. */
export interface GivenSource {
  readonly id: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly key: string;
  /** What it signs with. */
  readonly signingSecret: string | undefined;
}

interface EnsureRules {
  readonly clock: Clock;
  /** What secrets are sealed with. */
  readonly secret: string;
}

const by = bySystem('start of the server');

const ensureSource = async (
  tx: Transaction,
  { clock, secret }: EnsureRules,
  { id, kind, name, key, signingSecret }: GivenSource,
): Promise<void> => {
  const key_hash = hashToken(key);
  const known = await findGivenSource(tx, id);
  if (known?.removed_at === null && known.key_hash.equals(key_hash)) return;
  const address = { prefix: key.slice(0, prefixLength), key_hash };
  const sealed_secret = signingSecret === undefined ? null : seal(secret, purpose, signingSecret);
  if (known) await updateSource(tx, id, { ...address, sealed_secret, removed_at: null });
  else {
    const made = { created_by: null, created_at: clock.now() };
    await insertSource(tx, { id, kind, name, ...address, sealed_secret, ...made });
  }
  await recordAudit(tx, clock, {
    by,
    action: known ? 'source.restored' : 'source.created',
    target: { type: 'source', id },
    after: { kind, name, prefix: address.prefix, hasSecret: sealed_secret !== null },
  });
};

/** What is given holds at each start, even if it was disconnected or given another key before. */
export const ensureSources = (
  db: Database,
  rules: EnsureRules,
  given: readonly GivenSource[],
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    for (const source of given) await ensureSource(tx, rules, source);
  });
