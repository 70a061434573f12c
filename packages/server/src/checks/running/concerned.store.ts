import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface ConcernedRow {
  readonly id: string;
  readonly name: string;
  readonly config: unknown;
  readonly latest_run_at: Date | null;
}

/**
 * Which checks are about what an alert is about? The one that raised it, those of its service, and
 * those of its machine, by the labels that are usual for it. The one that raised it first.
 */
export const listConcerned = async (
  db: Database,
  alertId: string,
  limit: number,
): Promise<ConcernedRow[]> => {
  const { rows } = await sql<ConcernedRow>`
    select c.id, c.name, c.config, s.latest_run_at
    from alerts a
    join checks c on c.is_enabled and c.removed_at is null and (
      (a.source_kind in ('check', 'heartbeat') and c.id = a.source_id)
      or lower(c.service) = lower(a.service)
      or lower(c.host) in (
        lower(a.labels ->> 'host'), lower(a.labels ->> 'hostname'), lower(a.labels ->> 'node'),
        lower(a.labels ->> 'instance'), lower(split_part(a.labels ->> 'instance', ':', 1))
      )
    )
    join check_states s on s.check_id = c.id
    where a.id = ${alertId}
    order by c.id = a.source_id desc, c.name
    limit ${limit}`.execute(db);
  return rows;
};
