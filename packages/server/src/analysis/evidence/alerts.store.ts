import type { AlertSourceKind, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { PastIncident, SeenAlert, SeenIncident } from './evidence.ts';

interface AlertRow {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly status: string;
  readonly source_kind: AlertSourceKind;
  readonly source_id: string;
  readonly source_name: string;
  readonly service: string | null;
  readonly labels: Record<string, string>;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly first_seen_at: Date;
  readonly occurrences: number;
  readonly is_flapping: boolean;
}

const columns = sql`a.id, a.name, a.severity, a.status, a.source_kind, a.source_id, a.source_name,
  a.service, a.labels, a.started_at, a.ended_at, a.first_seen_at, a.occurrences`;

const toAlert = (row: AlertRow): SeenAlert => ({
  id: row.id,
  name: row.name,
  severity: row.severity,
  isFiring: row.status === 'firing',
  sourceKind: row.source_kind,
  sourceId: row.source_id,
  sourceName: row.source_name,
  service: row.service,
  labels: row.labels,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  firstSeenAt: row.first_seen_at,
  occurrences: row.occurrences,
  isFlapping: row.is_flapping,
});

/** By the primary key; nothing when it is no longer kept. */
export const findAlert = async (
  trx: Transaction,
  id: string,
  now: Date,
): Promise<SeenAlert | undefined> => {
  const { rows } = await sql<AlertRow>`
    select ${columns}, coalesce(a.flapping_until > ${now}, false) as is_flapping
    from alerts a where a.id = ${id}::uuid`.execute(trx);
  return rows.map(toAlert)[0];
};

/** By the primary key. */
export const findIncident = async (
  trx: Transaction,
  id: string,
): Promise<SeenIncident | undefined> => {
  const { rows } = await sql<SeenIncident>`
    select id, number, title, opened_at as "openedAt" from incidents where id = ${id}::uuid
  `.execute(trx);
  return rows[0];
};

/** When did it begin to fire? alert_events_alert, a bounded stretch of it. */
export const listEpisodes = async (
  trx: Transaction,
  alertId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<readonly Date[]> => {
  const { rows } = await sql<{ at: Date }>`
    select created_at as at
    from (
      select created_at, kind from alert_events
      where alert_id = ${alertId}::uuid and created_at >= ${since}
      order by created_at desc nulls last
      limit ${limit}
    ) as latest
    where kind in ('opened', 'reopened')
    order by created_at desc`.execute(trx);
  return rows.map(({ at }) => at);
};

/** Which incidents does this one follow, as its alerts fired again? By the primary key, one by one. */
export const listFollowed = async (
  trx: Transaction,
  incidentId: string,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    with recursive followed as (
      select follows as id, 1 as step from incidents
      where id = ${incidentId}::uuid and follows is not null
      union all
      select i.follows, f.step + 1 from followed f join incidents i on i.id = f.id
      where i.follows is not null and f.step < ${limit}
    )
    select id from followed`.execute(trx);
  return rows.map(({ id }) => id);
};

/** Which incidents had alerts of this name? alerts_name, then incident_alerts_current. */
export const listIncidentsOfName = async (
  trx: Transaction,
  name: string,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ incident_id: string }>`
    select distinct m.incident_id
    from (
      select id from alerts where name = ${name} order by started_at desc, id desc limit ${limit}
    ) as latest
    join incident_alerts m on m.alert_id = latest.id and m.is_current`.execute(trx);
  return rows.map(({ incident_id: id }) => id);
};

/** By the primary key: those that are over, the latest first. */
export const listPastIncidents = async (
  trx: Transaction,
  ids: readonly string[],
  limit: number,
): Promise<readonly PastIncident[]> => {
  const { rows } = await sql<PastIncident>`
    select id, number, title, opened_at as "openedAt", resolved_at as "resolvedAt",
      resolved_by_itself as "resolvedByItself", cause, resolution_note as note
    from incidents
    where id = any(${ids}::uuid[]) and resolved_at is not null and merged_into is null
    order by resolved_at desc
    limit ${limit}`.execute(trx);
  return rows;
};

/** What else fires? alerts_status; those of the service however long ago, alerts_service. */
export const listFiring = async (
  trx: Transaction,
  { id, service }: Pick<SeenAlert, 'id' | 'service'>,
  { now, limit }: { now: Date; limit: number },
): Promise<readonly SeenAlert[]> => {
  const { rows } = await sql<AlertRow>`
    select ${columns}, coalesce(a.flapping_until > ${now}, false) as is_flapping
    from (
      (select * from alerts where status = 'firing'
       order by started_at desc, id desc limit ${limit})
      union
      (select * from alerts where service = ${service}
         and started_at >= ${now}::timestamptz - interval '1 day' and status = 'firing'
       order by started_at desc, id desc limit ${limit})
    ) as a
    where a.id <> ${id}::uuid
    order by a.started_at desc, a.id desc
    limit ${limit}`.execute(trx);
  return rows.map(toAlert);
};
