import {
  sourcePaths,
  SourceKind,
  type MadeSource,
  type Source,
  type SourceTest,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { hashToken } from '../access/random-token.ts';
import { uuidV7 } from '../platform/ids.ts';
import { raise } from '../platform/http/api-error.ts';
import { seal, unseal } from '../platform/secrets/seal.ts';
import type { AppContext } from '../slice.ts';
import { freshnessOf } from './freshness.ts';
import { generateKey, prefixLength, purpose } from './source-key.ts';
import {
  enqueueRelease,
  findSourceByKey,
  getSealedSecret,
  getSourceRow,
  insertSource,
  lockSource,
  updateSource,
  type SourceRow,
} from './sources.store.ts';

export { ensureSources } from './ensure-sources.ts';
export { listLateSources, type LateSource } from './late-sources.ts';

type SourceRules = Pick<AppContext, 'db' | 'clock' | 'secret' | 'publicUrl'>;

const testStates = { waiting: 'waiting', poisoned: 'failed' } as const;

const toTest = (row: SourceRow): SourceTest | null => {
  const { test_id: id, tested_at: at, test_state: state } = row;
  if (id === null || at === null) return null;
  const isOpen = state === 'waiting' || state === 'poisoned';
  return {
    id,
    sentAt: at.toISOString(),
    state: isOpen ? testStates[state] : 'arrived',
    reason: isOpen ? row.test_reason : null,
  };
};

export const toSource = (row: SourceRow, now: Date): Source => ({
  id: row.id,
  kind: SourceKind.parse(row.kind),
  name: row.name,
  prefix: row.prefix,
  hasSecret: Boolean(row.has_secret),
  createdBy: row.created_by_email,
  createdAt: row.created_at.toISOString(),
  lastReceivedAt: row.last_received_at?.toISOString() ?? null,
  freshness: row.disabled_at
    ? 'disabled'
    : freshnessOf(SourceKind.parse(row.kind), row.last_received_at, row.created_at, now),
  disabledAt: row.disabled_at?.toISOString() ?? null,
  version: row.version,
  lastTest: toTest(row),
  held: row.held ?? 0,
  waiting: row.waiting ?? 0,
  poisoned: row.poisoned ?? 0,
});

/** For the audit log: which source, never what it signs with. */
const describe = ({ kind, name, prefix, hasSecret }: Source) => ({ kind, name, prefix, hasSecret });

const withUrl = ({ publicUrl }: SourceRules, source: Source, key: string): MadeSource => ({
  ...source,
  url: `${publicUrl}${sourcePaths[source.kind]}/${key}`,
});

const ofKey = (key: string) => ({
  prefix: key.slice(0, prefixLength),
  key_hash: hashToken(key),
});

export const connectSource = (
  rules: SourceRules,
  wanted: { kind: SourceKind; name: string; secret?: string | undefined },
  { by, createdBy }: { by: AuditSource; createdBy: string | null },
): Promise<MadeSource> => {
  const { db, clock, secret } = rules;
  const key = generateKey();
  const id = uuidV7(clock);
  return db.transaction().execute(async (tx) => {
    await insertSource(tx, {
      id,
      kind: wanted.kind,
      name: wanted.name,
      ...ofKey(key),
      sealed_secret: wanted.secret === undefined ? null : seal(secret, purpose, wanted.secret),
      created_by: createdBy,
      created_at: clock.now(),
    });
    const source = toSource(await getSourceRow(tx, id), clock.now());
    await recordAudit(tx, clock, {
      by,
      action: 'source.created',
      target: { type: 'source', id },
      after: describe(source),
    });
    return withUrl(rules, source, key);
  });
};

/** A change of a source that exists, and its line in the audit log. */
const changeSource = (
  { db, clock }: SourceRules,
  id: string,
  change: { action: `source.${string}`; by: AuditSource; set: Parameters<typeof updateSource>[2] },
): Promise<Source> =>
  db.transaction().execute(async (tx) => {
    const now = clock.now();
    const before = toSource(await getSourceRow(tx, id), now);
    await updateSource(tx, id, change.set);
    const isGone = change.set.removed_at !== undefined;
    const after = isGone ? before : toSource(await getSourceRow(tx, id), now);
    await recordAudit(tx, clock, {
      by: change.by,
      action: change.action,
      target: { type: 'source', id },
      before: describe(before),
      ...(!isGone && { after: describe(after) }),
    });
    return after;
  });

export const rotateKey = async (
  rules: SourceRules,
  id: string,
  by: AuditSource,
): Promise<MadeSource> => {
  const key = generateKey();
  const action = 'source.key_rotated';
  return withUrl(rules, await changeSource(rules, id, { action, by, set: ofKey(key) }), key);
};

export const setSecret = (
  rules: SourceRules,
  id: string,
  given: { secret: string; by: AuditSource },
): Promise<Source> =>
  changeSource(rules, id, {
    action: 'source.secret_set',
    by: given.by,
    set: { sealed_secret: seal(rules.secret, purpose, given.secret) },
  });

/**
 * Holds what a source sends from now on, or has what was held read.
 *
 * @throws `conflict` when somebody changed the source since it was read
 */
export const setEnabled = (
  { db, clock }: SourceRules,
  id: string,
  { isEnabled, version, by }: { isEnabled: boolean; version: number; by: AuditSource },
): Promise<Source> =>
  db.transaction().execute(async (tx) => {
    const row = await lockSource(tx, id);
    if (row.version !== version)
      raise('conflict', {
        message: 'Somebody changed this source meanwhile. Read it again, then change it.',
        details: { version: row.version },
      });
    const now = clock.now();
    const wasEnabled = row.disabled_at === null;
    if (wasEnabled !== isEnabled) {
      await updateSource(tx, id, { disabled_at: isEnabled ? null : now });
      if (isEnabled) await enqueueRelease(tx, id);
    }
    const source = toSource(await getSourceRow(tx, id), now);
    if (wasEnabled !== isEnabled)
      await recordAudit(tx, clock, {
        by,
        action: isEnabled ? 'source.enabled' : 'source.disabled',
        target: { type: 'source', id },
        before: { ...describe(source), isEnabled: wasEnabled },
        after: { ...describe(source), isEnabled },
      });
    return source;
  });

/** The row stays: what it sent names it. */
export const disconnectSource = async (
  rules: SourceRules,
  id: string,
  by: AuditSource,
): Promise<void> => {
  const set = { removed_at: rules.clock.now(), sealed_secret: null };
  await changeSource(rules, id, { action: 'source.removed', by, set });
};

export interface KnownSource {
  readonly id: string;
  /** What it signs with, where that was given. */
  readonly secret: string | undefined;
  /** What it sends is held. */
  readonly isDisabled: boolean;
}

/** The source of this kind whose key stands in an address. */
export const findSource = async (
  { db, secret }: Pick<SourceRules, 'db' | 'secret'>,
  kind: SourceKind,
  key: string,
): Promise<KnownSource | undefined> => {
  const row = await findSourceByKey(db, kind, hashToken(key));
  if (!row) return undefined;
  return {
    id: row.id,
    isDisabled: row.disabled_at !== null,
    secret: row.sealed_secret ? unseal(secret, purpose, row.sealed_secret) : undefined,
  };
};

/** @throws `not_found`, of one that was removed, too */
export const getSource = async (
  { db, secret }: Pick<SourceRules, 'db' | 'secret'>,
  id: string,
): Promise<
  Omit<KnownSource, 'isDisabled'> & {
    readonly kind: SourceKind;
    readonly name: string;
    readonly mapping: unknown;
  }
> => {
  const { kind, name, mapping, sealed_secret: sealed } = await getSealedSecret(db, id);
  return {
    id,
    kind: SourceKind.parse(kind),
    name,
    mapping,
    secret: sealed ? unseal(secret, purpose, sealed) : undefined,
  };
};
