import type { HeartbeatCheckConfig, HttpCheckConfig } from '@taffrail/contract';
import { bySystem, recordAudit } from '../access/audit.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { insertCheck, isNameTaken, lockCheckRow, updateCheck } from './checks.store.ts';
import { insertHeartbeat, updateHeartbeat } from './heartbeats/heartbeats.store.ts';

/** A check that is not made here: a demo's, of what runs beside it. */
export interface GivenCheck {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly config: HttpCheckConfig | HeartbeatCheckConfig;
  /** In the address of a heartbeat, which is the same at every start. */
  readonly pingId?: string;
}

const by = bySystem('start of the server');

/** What is looked at begins after the console does. */
const firstLookMs = 60_000;

const insertGiven = async (
  tx: Transaction,
  clock: Clock,
  { id, name, service, config, pingId }: GivenCheck,
): Promise<void> => {
  if (await isNameTaken(tx, name, id)) return;
  const now = clock.now();
  const isHeartbeat = config.kind === 'heartbeat';
  const row = {
    id,
    kind: config.kind,
    name,
    service,
    host: null,
    every_minutes: 1,
    failures_before_alert: isHeartbeat ? 1 : 3,
    is_enabled: true,
    config: JSON.stringify(config),
    version: 1,
    created_at: now,
    updated_at: now,
  };
  await insertCheck(tx, row, new Date(now.getTime() + firstLookMs));
  if (pingId !== undefined) await insertHeartbeat(tx, { check_id: id, ping_id: pingId });
  const after = { name, kind: config.kind, service, config };
  await recordAudit(tx, clock, {
    by,
    action: 'check.created',
    target: { type: 'check', id },
    after,
  });
};

const ensureCheck = async (tx: Transaction, clock: Clock, given: GivenCheck): Promise<void> => {
  const { id, config, pingId } = given;
  const known = await lockCheckRow(tx, id);
  if (!known) return insertGiven(tx, clock, given);
  if (pingId !== undefined) await updateHeartbeat(tx, id, { ping_id: pingId });
  // Where it listens is another port at every start; the rest is as somebody may have set it.
  if (config.kind === 'http') {
    const { url } = config;
    const kept = typeof known.config === 'object' ? known.config : {};
    await updateCheck(tx, id, { config: JSON.stringify({ ...kept, url }) });
  }
};

/** What is given holds at each start; one that was removed comes back then. */
export const ensureChecks = (
  db: Database,
  clock: Clock,
  given: readonly GivenCheck[],
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    for (const check of given) await ensureCheck(tx, clock, check);
  });
