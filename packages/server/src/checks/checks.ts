import { randomUUID } from 'node:crypto';
import {
  mostChecks,
  type ChangeCheck,
  type Check,
  type CheckConfig,
  type CheckTrial,
  type CreateCheck,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { startStopwatch } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { AppContext } from '../slice.ts';
import { look } from './checkers/checkers.ts';
import {
  countChecks,
  enqueueRun,
  enqueueSettling,
  getCheckRow,
  insertCheck,
  isNameTaken,
  lockCheckRow,
  updateCheck,
  updateState,
  type CheckRow,
} from './checks.store.ts';
import { dueAfter, findWrongSchedule } from './heartbeats/due.ts';
import {
  findHeartbeat,
  insertHeartbeat,
  requireHeartbeat,
  updateHeartbeat,
} from './heartbeats/heartbeats.store.ts';
import { toPingUrl } from './heartbeats/read-heartbeats.ts';
import { toCheck } from './reading/to-check.ts';

export { ensureChecks, type GivenCheck } from './ensure-checks.ts';
export { findCheckOfMachine } from './reading/measured.store.ts';
export { readMeasured } from './reading/read-measured.ts';

type CheckRules = Pick<AppContext, 'db' | 'clock'>;

/** What the audit log keeps of a check. The address of a heartbeat is a secret and is not of it. */
const describe = (row: CheckRow) => {
  const { name, kind, service, host, everyMinutes, failuresBeforeAlert, isEnabled, config } =
    toCheck(row);
  return { name, kind, service, host, everyMinutes, failuresBeforeAlert, isEnabled, config };
};

const requireSchedule = (config: CheckConfig, now: Date): void => {
  const wrong = config.kind === 'heartbeat' ? findWrongSchedule(config, now) : undefined;
  if (!wrong) return;
  const fields = Object.entries(wrong).map(([field, message]) => ({
    field: `config.${field}`,
    message,
  }));
  raise('invalid_request', { details: { in: 'body', fields } });
};

const requireName = async (tx: Transaction, name: string, exceptId: string): Promise<void> => {
  if (await isNameTaken(tx, name, exceptId))
    raise('conflict', { message: `Another check is called ${name}.` });
};

/** Shown as it is now, and as it would be read. */
const readBack = async (tx: Transaction, id: string): Promise<Check> =>
  toCheck(await getCheckRow(tx, id));

export const makeCheck = (
  { db, clock }: CheckRules,
  wanted: CreateCheck,
  by: AuditSource,
): Promise<Check> =>
  db.transaction().execute(async (tx) => {
    const now = clock.now();
    requireSchedule(wanted.config, now);
    if ((await countChecks(tx)) >= mostChecks)
      raise('conflict', { message: `There are ${mostChecks} checks, as many as there can be.` });
    const id = uuidV7(clock);
    await requireName(tx, wanted.name, id);
    const { config } = wanted;
    const row = {
      id,
      kind: config.kind,
      name: wanted.name,
      service: wanted.service,
      host: wanted.host,
      every_minutes: config.kind === 'heartbeat' ? 1 : wanted.everyMinutes,
      failures_before_alert: config.kind === 'heartbeat' ? 1 : wanted.failuresBeforeAlert,
      is_enabled: wanted.isEnabled,
      config: JSON.stringify(config),
      version: 1,
      created_at: now,
      updated_at: now,
    };
    await insertCheck(tx, row, wanted.isEnabled ? now : null);
    if (config.kind === 'heartbeat')
      await insertHeartbeat(tx, { check_id: id, ping_id: randomUUID() });
    else if (wanted.isEnabled) await enqueueRun(tx, { checkId: id, cause: 'schedule' });
    const after = describe(await getCheckRow(tx, id));
    await recordAudit(tx, clock, { by, action: 'check.created', target: target(id), after });
    return readBack(tx, id);
  });

const target = (id: string) => ({ type: 'check', id });

/** @throws `not_found` */
const requireKept = (row: CheckRow | undefined): CheckRow =>
  row && row.removed_at === null ? row : raise('not_found');

/** @throws `conflict` when somebody changed it since it was read */
const lockVersion = async (tx: Transaction, id: string, version: number): Promise<CheckRow> => {
  const row = requireKept(await lockCheckRow(tx, id));
  if (row.version === version) return row;
  return raise('conflict', {
    message: 'Somebody changed this check meanwhile. Read it again, then change it.',
    details: { version: row.version, changedAt: row.updated_at.toISOString() },
  });
};

/** When pings are due by what it says now; those that never came are not waited for. */
const waitAnew = async (tx: Transaction, id: string, config: CheckConfig): Promise<void> => {
  if (config.kind !== 'heartbeat') return;
  const known = await findHeartbeat(tx, id);
  if (known?.last_success_at)
    await updateHeartbeat(tx, id, dueAfter(config, known.last_success_at));
};

export const setCheck = (
  { db, clock }: CheckRules,
  id: string,
  { wanted, by }: { wanted: ChangeCheck; by: AuditSource },
): Promise<Check> =>
  db.transaction().execute(async (tx) => {
    const row = await lockVersion(tx, id, wanted.version);
    const { config } = wanted;
    const now = clock.now();
    if (config.kind !== row.kind)
      raise('conflict', { message: 'A check keeps its kind: make another one.' });
    requireSchedule(config, now);
    await requireName(tx, wanted.name, id);
    const isHeartbeat = config.kind === 'heartbeat';
    await updateCheck(tx, id, {
      name: wanted.name,
      service: wanted.service,
      host: wanted.host,
      every_minutes: isHeartbeat ? 1 : wanted.everyMinutes,
      failures_before_alert: isHeartbeat ? 1 : wanted.failuresBeforeAlert,
      is_enabled: wanted.isEnabled,
      config: JSON.stringify(config),
      updated_at: now,
    });
    await waitAnew(tx, id, config);
    await updateState(tx, id, { next_run_at: wanted.isEnabled ? now : null });
    if (!wanted.isEnabled) await enqueueSettling(tx, id);
    const before = describe(row);
    const after = describe(await getCheckRow(tx, id));
    await recordAudit(tx, clock, {
      by,
      action: 'check.changed',
      target: target(id),
      before,
      after,
    });
    return readBack(tx, id);
  });

export const setEnabled = (
  { db, clock }: CheckRules,
  id: string,
  { isEnabled, version, by }: { isEnabled: boolean; version: number; by: AuditSource },
): Promise<Check> =>
  db.transaction().execute(async (tx) => {
    const row = await lockVersion(tx, id, version);
    if (row.is_enabled === isEnabled) return toCheck(row);
    const now = clock.now();
    await updateCheck(tx, id, { is_enabled: isEnabled, updated_at: now });
    await updateState(tx, id, { next_run_at: isEnabled ? now : null });
    if (!isEnabled) await enqueueSettling(tx, id);
    const { config } = toCheck(row);
    // What was due while nobody waited was not missed.
    if (isEnabled && config.kind === 'heartbeat' && (await findHeartbeat(tx, id))?.last_success_at)
      await updateHeartbeat(tx, id, dueAfter(config, now));
    await recordAudit(tx, clock, {
      by,
      action: isEnabled ? 'check.enabled' : 'check.disabled',
      target: target(id),
      before: { isEnabled: row.is_enabled },
      after: { isEnabled },
    });
    return readBack(tx, id);
  });

export const dropCheck = ({ db, clock }: CheckRules, id: string, by: AuditSource): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const row = requireKept(await lockCheckRow(tx, id));
    const now = clock.now();
    await updateCheck(tx, id, { is_enabled: false, removed_at: now, updated_at: now });
    await updateState(tx, id, { next_run_at: null });
    await enqueueSettling(tx, id);
    const before = describe(row);
    await recordAudit(tx, clock, { by, action: 'check.removed', target: target(id), before });
  });

/** The result follows: a worker runs it. */
export const askForRun = ({ db, clock }: CheckRules, id: string, by: AuditSource): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { name } = await getCheckRow(tx, id);
    await enqueueRun(tx, { checkId: id, cause: 'asked' });
    await recordAudit(tx, clock, { by, action: 'check.run', target: target(id), after: { name } });
  });

/** What a check would find, without keeping anything. */
export const tryConfig = async (
  { db, clock, productDatabase }: Pick<AppContext, 'db' | 'clock' | 'productDatabase'>,
  config: CheckConfig,
): Promise<CheckTrial> => {
  requireSchedule(config, clock.now());
  const elapsedMs = startStopwatch();
  const seen = await look(config, { clock, db, productDatabase, check: undefined });
  const { result, message, value, warningAt, criticalAt, output } = seen;
  const durationMs = Math.round(elapsedMs() * 10) / 10;
  return { result, message, value, warningAt, criticalAt, durationMs, output: { ...output } };
};

export const changeAddress = (
  { db, clock, publicUrl }: CheckRules & Pick<AppContext, 'publicUrl'>,
  id: string,
  by: AuditSource,
): Promise<{ pingUrl: string }> =>
  db.transaction().execute(async (tx) => {
    await getCheckRow(tx, id);
    await requireHeartbeat(tx, id);
    const pingId = randomUUID();
    await updateHeartbeat(tx, id, { ping_id: pingId });
    await recordAudit(tx, clock, { by, action: 'check.address_changed', target: target(id) });
    return { pingUrl: toPingUrl(publicUrl, pingId) };
  });
