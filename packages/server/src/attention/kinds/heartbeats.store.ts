import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface OverdueHeartbeatRow {
  readonly id: string;
  readonly name: string;
  readonly has_failed: boolean;
  readonly exit_status: number | null;
  readonly last_ping_at: Date | null;
  readonly heartbeats: number;
}

/**
 * Which heartbeats are overdue, or failed, and are in no active incident yet? All of a table of at
 * most two hundred checks; of each its alerts by their unique key, and the incidents of these by
 * incident_alerts_current.
 */
export const listOverdueHeartbeats = async (
  db: Database,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<OverdueHeartbeatRow[]> => {
  const { rows } = await sql<OverdueHeartbeatRow>`
    select c.id, c.name, h.has_failed, h.exit_status, h.last_ping_at,
      (count(*) over ())::int as heartbeats
    from heartbeats h
    join checks c on c.id = h.check_id
    where c.is_enabled and c.removed_at is null and (h.has_failed or h.down_at <= ${now})
      and not exists (
        select from alerts a
        join incident_alerts m on m.alert_id = a.id and m.is_current
        join incidents i on i.id = m.incident_id
        where a.source_kind = 'heartbeat' and a.source_id = c.id and a.status = 'firing'
          and i.state in ('open', 'acknowledged')
      )
    order by h.down_at nulls last, c.name
    limit ${limit}`.execute(db);
  return rows;
};
