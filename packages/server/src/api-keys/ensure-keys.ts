import { IngestScope } from '@taffrail/contract';
import { bySystem, recordAudit } from '../access/audit.ts';
import { hashToken } from '../access/random-token.ts';
import { openFirstKey, sealFirstKey } from '../first-steps/first-steps.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { revokeInside } from './api-keys.ts';
import {
  findKeyByHash,
  getKeyRow,
  giveToEnvironment,
  hasMadeIngestKey,
  listAbandonedKeys,
  lockKeys,
} from './api-keys.store.ts';
import { createKey, type KeySpec } from './create-key.ts';
import { describeKey, toApiKey } from './to-api-key.ts';

export interface ConfiguredKeys {
  /** `TAFFRAIL_INGEST_KEY` and `TAFFRAIL_API_KEY`. */
  readonly ingestKey: string | undefined;
  readonly apiKey: string | undefined;
  readonly secret: string;
}

const allScopes = IngestScope.options;

const starting = bySystem('start of the server');

interface EnvironmentKey {
  readonly variable: string;
  readonly key: string;
  readonly spec: KeySpec;
}

const environmentKeys = ({ ingestKey, apiKey }: ConfiguredKeys): EnvironmentKey[] => {
  const given = { origin: 'environment', createdBy: null } as const;
  const keys: EnvironmentKey[] = [];
  if (ingestKey !== undefined)
    keys.push({
      variable: 'TAFFRAIL_INGEST_KEY',
      key: ingestKey,
      spec: { ...given, name: 'TAFFRAIL_INGEST_KEY', kind: 'ingest', scopes: allScopes },
    });
  if (apiKey !== undefined)
    keys.push({
      variable: 'TAFFRAIL_API_KEY',
      key: apiKey,
      spec: { ...given, name: 'TAFFRAIL_API_KEY', kind: 'api', role: 'operator' },
    });
  return keys;
};

/** The variable decides: what it names holds, even if it was made or revoked otherwise before. */
const takeKey = async (
  tx: Transaction,
  clock: Clock,
  { variable, key, spec }: EnvironmentKey,
): Promise<void> => {
  const known = await findKeyByHash(tx, hashToken(key));
  if (!known) {
    await createKey(tx, clock, { spec, by: starting, key });
    return;
  }
  if (known.kind !== spec.kind)
    throw new Error(
      `${variable} is the value of the key "${known.name}", which is of another kind.`,
    );
  if (known.origin === 'environment' && known.revoked_at === null) return;
  const { id } = known;
  await giveToEnvironment(tx, id, {
    scopes: spec.kind === 'ingest' ? [...spec.scopes] : [],
    role: spec.kind === 'api' ? spec.role : null,
  });
  await recordAudit(tx, clock, {
    by: starting,
    action: 'api_key.restored',
    target: { type: 'api_key', id },
    before: { ...describeKey(toApiKey(known)), revokedAt: known.revoked_at?.toISOString() ?? null },
    after: { ...describeKey(toApiKey(await getKeyRow(tx, id))), revokedAt: null },
  });
};

/**
 * Brings the keys in line with the environment, and makes the first ingest key when no other was
 * ever made. Only for processes that serve requests: a key whose variable is not set here is
 * revoked.
 *
 * @returns the first ingest key, for as long as no event has come in
 */
export const ensureKeys = (
  db: Database,
  clock: Clock,
  configured: ConfiguredKeys,
): Promise<{ firstIngestKey: string | undefined }> =>
  db.transaction().execute(async (tx) => {
    await lockKeys(tx);
    const wanted = environmentKeys(configured);
    const hashes = wanted.map(({ key }) => hashToken(key));
    if (hashes[0] && hashes[1]?.equals(hashes[0]))
      throw new Error('TAFFRAIL_INGEST_KEY and TAFFRAIL_API_KEY must differ.');
    for (const row of await listAbandonedKeys(tx, hashes))
      await revokeInside(tx, clock, toApiKey(row), starting);
    for (const key of wanted) await takeKey(tx, clock, key);

    const { secret, ingestKey } = configured;
    if (ingestKey === undefined && !(await hasMadeIngestKey(tx))) {
      const spec = { kind: 'ingest', scopes: allScopes, name: 'First key' } as const;
      const { key } = await createKey(tx, clock, {
        spec: { ...spec, origin: 'first_start', createdBy: null },
        by: starting,
        sealedKey: (text) => sealFirstKey(secret, text),
      });
      return { firstIngestKey: key };
    }
    return { firstIngestKey: await openFirstKey(tx, clock, secret) };
  });
