import type { ApiKey, RouteInput, createApiKey } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import type { Caller } from '../access/caller.ts';
import type { KeyRing } from '../access/keys/key-ring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import { getKeyRow, setRevoked } from './api-keys.store.ts';
import { createKey, type MadeKey } from './create-key.ts';
import { describeKey, toApiKey } from './to-api-key.ts';

interface KeyRules {
  readonly db: Database;
  readonly clock: Clock;
  readonly keys: KeyRing;
}

/** A key that a person, or a key of theirs, asked for. */
export const makeKey = (
  { db, clock }: KeyRules,
  wanted: RouteInput<typeof createApiKey>['body'],
  { caller, by }: { caller: Caller; by: AuditSource },
): Promise<MadeKey> => {
  const createdBy = caller.kind === 'operator' ? caller.id : null;
  return db
    .transaction()
    .execute((tx) =>
      createKey(tx, clock, { spec: { ...wanted, origin: 'operator', createdBy }, by }),
    );
};

/** For good, and in this process at once. A key that is revoked already stays as it is. */
export const revokeKey = async (
  { db, clock, keys }: KeyRules,
  id: string,
  by: AuditSource,
): Promise<ApiKey> => {
  const revoked = await db.transaction().execute(async (tx) => {
    const before = toApiKey(await getKeyRow(tx, id));
    if (before.origin === 'environment')
      return raise('conflict', {
        message: 'This key is set by an environment variable: change it there.',
      });
    return revokeInside(tx, clock, before, by);
  });
  keys.forget();
  return revoked;
};

export const revokeInside = async (
  tx: Transaction,
  clock: Clock,
  key: ApiKey,
  by: AuditSource,
): Promise<ApiKey> => {
  const isNew = await setRevoked(tx, key.id, clock.now());
  if (isNew)
    await recordAudit(tx, clock, {
      by,
      action: 'api_key.revoked',
      target: { type: 'api_key', id: key.id },
      before: describeKey(key),
      after: { revokedAt: clock.now().toISOString() },
    });
  return toApiKey(await getKeyRow(tx, key.id));
};
