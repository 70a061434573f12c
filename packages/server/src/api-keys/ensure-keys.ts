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
  hasMadeIngestKey,
  listAbandonedKeys,
  lockKeys,
  restoreKey,
} from './api-keys.store.ts';
import { createKey, type KeySpec } from './create-key.ts';
import { describeKey, toApiKey } from './to-api-key.ts';

export interface ConfiguredKeys {
  /** `TAFFRAIL_INGEST_KEY` and `TAFFRAIL_API_KEY`. */
  readonly ingestKey: string | undefined;
  readonly apiKey: string | undefined;
  /** What the sample product sends with; only a demo has it. */
  readonly demoKey?: string | undefined;
  readonly secret: string;
}

const allScopes = IngestScope.options;

const starting = bySystem('start of the server');

/** One that is given, and holds at each start. */
interface GivenKey {
  /** Where it is from, for an error. */
  readonly source: string;
  readonly key: string;
  readonly spec: KeySpec;
}

const givenKeys = ({ ingestKey, apiKey, demoKey }: ConfiguredKeys): GivenKey[] => {
  const given = { origin: 'environment', createdBy: null } as const;
  // Unlike those it can be revoked, to see what that does; the next start brings it back.
  const demo = { origin: 'first_start', createdBy: null } as const;
  const keys: GivenKey[] = [];
  if (ingestKey !== undefined)
    keys.push({
      source: 'TAFFRAIL_INGEST_KEY',
      key: ingestKey,
      spec: { ...given, name: 'TAFFRAIL_INGEST_KEY', kind: 'ingest', scopes: allScopes },
    });
  if (apiKey !== undefined)
    keys.push({
      source: 'TAFFRAIL_API_KEY',
      key: apiKey,
      spec: { ...given, name: 'TAFFRAIL_API_KEY', kind: 'api', role: 'operator' },
    });
  if (demoKey !== undefined)
    keys.push({
      source: 'the key of the demo',
      key: demoKey,
      spec: { ...demo, name: 'Tradewind', kind: 'ingest', scopes: allScopes },
    });
  return keys;
};

/** A key that was given before there were as many scopes gets those that have come since. */
const mayAll = ({ scopes }: { readonly scopes: readonly string[] }, spec: KeySpec): boolean =>
  spec.kind === 'api' || spec.scopes.every((scope) => scopes.includes(scope));

/**
 * What is given holds, even if it was made or revoked otherwise before.
 *
 * @returns its id
 */
const takeKey = async (
  tx: Transaction,
  clock: Clock,
  { source, key, spec }: GivenKey,
): Promise<string> => {
  const known = await findKeyByHash(tx, hashToken(key));
  if (!known) return (await createKey(tx, clock, { spec, by: starting, key })).apiKey.id;
  if (known.kind !== spec.kind)
    throw new Error(`${source} is the value of the key "${known.name}", which is of another kind.`);
  const { id } = known;
  if (known.origin === spec.origin && known.revoked_at === null && mayAll(known, spec)) return id;
  await restoreKey(tx, id, {
    origin: spec.origin,
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
  return id;
};

export interface EnsuredKeys {
  /** For as long as no event has come in. */
  readonly firstIngestKey: string | undefined;
  /** As `AppContext` has it. */
  readonly demo: { readonly keyId: string } | undefined;
}

/**
 * Brings the keys in line with the environment, and makes the first ingest key when no other was
 * ever made. Only for processes that serve requests: a key whose variable is not set here is
 * revoked.
 */
export const ensureKeys = (
  db: Database,
  clock: Clock,
  configured: ConfiguredKeys,
): Promise<EnsuredKeys> =>
  db.transaction().execute(async (tx) => {
    await lockKeys(tx);
    const wanted = givenKeys(configured);
    const hashes = wanted.map(({ key }) => hashToken(key));
    if (hashes[0] && hashes[1]?.equals(hashes[0]))
      throw new Error('TAFFRAIL_INGEST_KEY and TAFFRAIL_API_KEY must differ.');
    for (const row of await listAbandonedKeys(tx, hashes))
      await revokeInside(tx, clock, toApiKey(row), starting);
    let demo: EnsuredKeys['demo'];
    for (const given of wanted) {
      const keyId = await takeKey(tx, clock, given);
      if (given.key === configured.demoKey) demo = { keyId };
    }

    const { secret, ingestKey } = configured;
    if (ingestKey === undefined && !(await hasMadeIngestKey(tx, demo?.keyId))) {
      const spec = { kind: 'ingest', scopes: allScopes, name: 'First key' } as const;
      const { key } = await createKey(tx, clock, {
        spec: { ...spec, origin: 'first_start', createdBy: null },
        by: starting,
        sealedKey: (text) => sealFirstKey(secret, text),
      });
      return { firstIngestKey: key, demo };
    }
    return { firstIngestKey: await openFirstKey(tx, { clock, secret, demo }), demo };
  });
