import type { IncidentState, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface LinkedIncidentRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly service: string | null;
  readonly opened_at: Date;
  readonly acknowledged_at: Date | null;
  /** Of whoever took it up last, as the incident's record has them. */
  readonly acknowledged_by: string | null;
  readonly channel_name: string | null;
}

/**
 * What does a link lead to? Primary keys, and incident_events_states. An incident that became part
 * of another leads to that one.
 */
export const findLinked = async (
  db: Database,
  { incidentId, channelId }: { readonly incidentId: string; readonly channelId: string },
): Promise<LinkedIncidentRow | undefined> => {
  const { rows } = await sql<LinkedIncidentRow>`
    with recursive followed as (
      select id, merged_into, 1 as step from incidents where id = ${incidentId}::uuid
      union all
      select i.id, i.merged_into, f.step + 1
      from followed f
      join incidents i on i.id = f.merged_into
      where f.step < 20
    )
    select i.id, i.number, i.title, i.severity, i.state, i.service, i.opened_at,
      i.acknowledged_at, e.actor_label as acknowledged_by,
      (select name from notification_channels where id = ${channelId}::uuid) as channel_name
    from (select id from followed order by step desc limit 1) as f
    join incidents i on i.id = f.id
    left join lateral (
      select actor_label from incident_events
      where incident_id = i.id and kind = 'acknowledged'
      order by at desc, id desc
      limit 1
    ) as e on true`.execute(db);
  return rows[0];
};
