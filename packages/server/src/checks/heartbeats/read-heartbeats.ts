import {
  HeartbeatCheckConfig,
  PingKind,
  type Heartbeat,
  type HeartbeatPing,
  type HeartbeatState,
} from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import type { AppContext } from '../../slice.ts';
import { listCheckRows, type CheckRow } from '../checks.store.ts';
import { keptSince } from '../reading/read-checks.ts';
import { toCheck } from '../reading/to-check.ts';
import { listHeartbeatRows, type ListedHeartbeatRow, type PingRow } from './heartbeats.store.ts';
import { judgeHeartbeat } from './judge-heartbeat.ts';

const stripPings = 20;

export const toPingUrl = (publicUrl: string, pingId: string): string =>
  `${publicUrl}/ping/${pingId}`;

const stateOf = (check: CheckRow, row: ListedHeartbeatRow, now: Date): HeartbeatState => {
  if (!check.is_enabled) return 'disabled';
  const { graceSeconds } = HeartbeatCheckConfig.parse(check.config);
  return judgeHeartbeat(row, graceSeconds, now).state;
};

interface Shown {
  readonly now: Date;
  readonly publicUrl: string;
  /** Whether the reader may see where it pings. */
  readonly hasUrl: boolean;
}

const toHeartbeat = (
  check: CheckRow,
  row: ListedHeartbeatRow,
  { now, publicUrl, hasUrl }: Shown,
): Heartbeat => ({
  check: toCheck(check),
  state: stateOf(check, row, now),
  isRunning: row.running_since !== null,
  lastPingAt: row.last_ping_at?.toISOString() ?? null,
  lastPingKind: PingKind.nullable().parse(row.last_ping_kind),
  lastSuccessAt: row.last_success_at?.toISOString() ?? null,
  dueAt: row.due_at?.toISOString() ?? null,
  downAt: row.down_at?.toISOString() ?? null,
  lastDurationMs: row.last_duration_ms,
  pingUrl: hasUrl ? toPingUrl(publicUrl, row.ping_id) : null,
  strip: row.strip
    .map(({ id, at, kind }) => ({ id, kind, at: new Date(at).toISOString() }))
    .toReversed(),
});

const order: readonly HeartbeatState[] = ['down', 'late', 'new', 'up', 'disabled'];

/** What is down first. Two statements, however many. */
export const readHeartbeats = (
  {
    db,
    clock,
    reportingTimeZone: timeZone,
    publicUrl,
  }: Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone' | 'publicUrl'>,
  hasUrl: boolean,
): Promise<{ asOf: string; timeZone: string; items: Heartbeat[] }> =>
  readSnapshot(db, async (tx) => {
    const now = clock.now();
    const checks = await listCheckRows(tx);
    const rows = await listHeartbeatRows(tx, { since: keptSince(now), pings: stripPings });
    const rowOf = new Map(rows.map((row) => [row.check_id, row]));
    const items = checks.flatMap((check) => {
      const row = rowOf.get(check.id);
      return row ? [toHeartbeat(check, row, { now, publicUrl, hasUrl })] : [];
    });
    return {
      asOf: now.toISOString(),
      timeZone,
      items: items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
    };
  });

export const toPing = (row: PingRow): HeartbeatPing => ({
  id: row.id,
  at: row.created_at.toISOString(),
  kind: PingKind.parse(row.kind),
  exitStatus: row.exit_status,
  method: row.method,
  userAgent: row.user_agent,
  rid: row.rid,
  durationMs: row.duration_ms,
  body: row.body,
  bodyIsCut: row.body_is_cut,
});
