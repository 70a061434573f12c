import type { ApiKey, IngestScope, KeyRole } from '@taffrail/contract';
import type { z } from 'zod';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { hashToken, randomBase62 } from '../access/random-token.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import { uuidV7 } from '../platform/ids.ts';
import { getKeyRow, insertKeyRow } from './api-keys.store.ts';
import { describeKey, toApiKey } from './to-api-key.ts';

export type KeySpec = {
  readonly name: string;
  readonly origin: ApiKey['origin'];
  /** The operator, where one made it. */
  readonly createdBy: string | null;
} & (
  | { readonly kind: 'ingest'; readonly scopes: readonly IngestScope[] }
  | { readonly kind: 'api'; readonly role: z.infer<typeof KeyRole> }
);

export interface MadeKey {
  readonly apiKey: ApiKey;
  /** The key itself: shown now and never again. */
  readonly key: string;
}

const beginning = { ingest: 'tfi_', api: 'tfa_' } as const;

/** 190 random bits behind a beginning that secret scanners can be taught. */
export const generateKey = (kind: ApiKey['kind']): string =>
  `${beginning[kind]}${randomBase62(32)}`;

/** Enough to tell keys apart; of a short key from the environment, never most of it. */
const prefixOf = (key: string): string => key.slice(0, Math.min(8, Math.floor(key.length / 3)));

/**
 * Stores a key as its hash, and says so in the audit log.
 *
 * @param key one from the environment; generated unless given
 */
export const createKey = async (
  tx: Transaction,
  clock: Clock,
  given: { spec: KeySpec; by: AuditSource; key?: string; sealedKey?: (key: string) => Buffer },
): Promise<MadeKey> => {
  const { spec, by, key = generateKey(spec.kind) } = given;
  const id = uuidV7(clock);
  await insertKeyRow(tx, {
    id,
    name: spec.name,
    kind: spec.kind,
    scopes: spec.kind === 'ingest' ? [...spec.scopes] : [],
    role: spec.kind === 'api' ? spec.role : null,
    prefix: prefixOf(key),
    key_hash: hashToken(key),
    sealed_key: given.sealedKey?.(key) ?? null,
    origin: spec.origin,
    created_by: spec.createdBy,
    created_at: clock.now(),
  });
  const apiKey = toApiKey(await getKeyRow(tx, id));
  await recordAudit(tx, clock, {
    by,
    action: 'api_key.created',
    target: { type: 'api_key', id },
    after: describeKey(apiKey),
  });
  return { apiKey, key };
};
