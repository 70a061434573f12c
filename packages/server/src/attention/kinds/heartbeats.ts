import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { nothingMore, type AttentionSource } from './attention-kind.ts';
import { listOverdueHeartbeats, type OverdueHeartbeatRow } from './heartbeats.store.ts';

const detailOf = ({ has_failed: hasFailed, exit_status: status }: OverdueHeartbeatRow): string => {
  if (!hasFailed) return 'It did not ping in time.';
  return status === null ? 'It said that it failed.' : `It failed with exit status ${status}.`;
};

const toItem = (row: OverdueHeartbeatRow): AttentionItem => ({
  ...nothingMore,
  kind: 'heartbeat',
  recordId: row.id,
  severity: 'warning',
  title: row.name,
  detail: detailOf(row),
  at: row.last_ping_at?.toISOString() ?? null,
});

/** Those without an incident: of the others the incident says it. */
export const overdueHeartbeats: AttentionSource = {
  kind: 'heartbeat',
  permission: 'incidents.read',
  find: async ({ db }, now) => {
    const rows = await listOverdueHeartbeats(db, { now, limit: mostAttention });
    return { items: rows.map(toItem), count: rows[0]?.heartbeats ?? 0 };
  },
};
