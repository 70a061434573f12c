import { HeartbeatCheckConfig, pingBodyBytes, type PingKind } from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import type { AppContext } from '../../slice.ts';
import { enqueueRun } from '../checks.store.ts';
import { dueAfter } from './due.ts';
import {
  findStart,
  insertPing,
  lockPinged,
  updateHeartbeat,
  type PingedRow,
} from './heartbeats.store.ts';

/** What somebody who has the address says. */
export interface Ping {
  readonly pingId: string;
  readonly kind: PingKind;
  readonly exitStatus: number | null;
  readonly method: string;
  readonly userAgent: string | undefined;
  readonly rid: string | null;
  readonly body: Buffer;
  /** There was more of it. */
  readonly bodyIsCut: boolean;
}

const longestRunMs = 31 * 86_400_000;

/** NUL cannot be stored; secrets are not. */
const toText = (body: Buffer): string =>
  scrubText(body.toString('utf8').replaceAll('\0', '\uFFFD')).slice(0, pingBodyBytes);

/** How long the run took that ends with this ping, where its start was told. */
const durationOf = async (
  tx: Transaction,
  row: PingedRow,
  { kind, rid }: Ping,
  now: Date,
): Promise<number | null> => {
  if (kind !== 'success' && kind !== 'fail') return null;
  const isLatest = rid === row.running_rid;
  const since = new Date(now.getTime() - longestRunMs);
  const started =
    rid !== null && !isLatest
      ? await findStart(tx, { checkId: row.check_id, rid, since })
      : isLatest
        ? row.running_since
        : null;
  return started ? now.getTime() - started.getTime() : null;
};

const toChanges = (
  row: PingedRow,
  { kind, exitStatus, rid }: Ping,
  { now, durationMs }: { now: Date; durationMs: number | null },
): Parameters<typeof updateHeartbeat>[2] => {
  const pinged = { last_ping_at: now, last_ping_kind: kind };
  if (kind === 'log') return pinged;
  if (kind === 'start') return { ...pinged, running_since: now, running_rid: rid };
  // Of two runs at a time the end of one is not that of the other.
  const isOfLatest = rid === null || rid === row.running_rid;
  const ended = {
    ...pinged,
    ...(isOfLatest && { running_since: null, running_rid: null }),
    ...(durationMs !== null && { last_duration_ms: durationMs }),
    exit_status: exitStatus,
  };
  if (kind === 'fail') return { ...ended, has_failed: true };
  const due = dueAfter(HeartbeatCheckConfig.parse(row.config), now);
  return { ...ended, ...due, has_failed: false, last_success_at: now };
};

/** Whether waiting for the next minute would tell people too late. */
const isNews = (row: PingedRow, { kind }: Ping): boolean => {
  if (!row.is_enabled) return false;
  return kind === 'fail' || (kind === 'success' && row.result !== 'ok');
};

/**
 * Stores a ping. Resolves after the commit.
 *
 * @returns false when no heartbeat has this address
 */
export const takePing = async (
  { db, clock, changes }: Pick<AppContext, 'db' | 'clock' | 'changes'>,
  ping: Ping,
): Promise<boolean> => {
  const isKnown = await db.transaction().execute(async (tx) => {
    const row = await lockPinged(tx, ping.pingId);
    if (!row) return false;
    const now = clock.now();
    const durationMs = await durationOf(tx, row, ping, now);
    await insertPing(tx, {
      created_at: now,
      id: uuidV7(clock),
      check_id: row.check_id,
      kind: ping.kind,
      exit_status: ping.exitStatus,
      method: ping.method,
      user_agent: ping.userAgent?.slice(0, 200) ?? null,
      rid: ping.rid,
      duration_ms: durationMs,
      body: toText(ping.body),
      body_is_cut: ping.bodyIsCut,
    });
    await updateHeartbeat(tx, row.check_id, toChanges(row, ping, { now, durationMs }));
    if (isNews(row, ping)) await enqueueRun(tx, { checkId: row.check_id, cause: 'schedule' });
    return true;
  });
  if (isKnown) changes.announce('checks');
  return isKnown;
};
