import type { AlertStatus, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** Everything that other incidents are made of becomes part of one; of two rows the current stays. */
export const moveAllAlerts = async (
  tx: Transaction,
  from: readonly string[],
  to: string,
): Promise<void> => {
  await sql`
    with moved as (
      delete from incident_alerts where incident_id = any (${from}::uuid[]) returning *
    ), chosen as (
      select distinct on (alert_id) * from moved order by alert_id, is_current desc, changed_at desc
    )
    insert into incident_alerts as a (
      incident_id, alert_id, is_current, source_kind, source_id, name, service, severity, status,
      joined_at, changed_at
    )
    select ${to}::uuid, alert_id, is_current, source_kind, source_id, name, service, severity,
      status, joined_at, changed_at
    from chosen
    on conflict (incident_id, alert_id) do update set
      is_current = true,
      name = excluded.name,
      service = excluded.service,
      severity = excluded.severity,
      status = excluded.status,
      changed_at = excluded.changed_at
    where excluded.is_current and not a.is_current`.execute(tx);
};

export interface MovedAlertRow {
  readonly alert_id: string;
  readonly name: string;
  readonly service: string | null;
  readonly severity: Severity;
  readonly status: AlertStatus;
}

/** Those that are part of it now; the earliest to join first. */
export const moveSomeAlerts = async (
  tx: Transaction,
  { from, to, alertIds }: { from: string; to: string; alertIds: readonly string[] },
): Promise<MovedAlertRow[]> => {
  const { rows } = await sql<MovedAlertRow>`
    with moved as (
      update incident_alerts set incident_id = ${to}::uuid
      where incident_id = ${from}::uuid and is_current and alert_id = any (${alertIds}::uuid[])
      returning alert_id, name, service, severity, status, joined_at
    )
    select alert_id, name, service, severity, status from moved order by joined_at, alert_id
  `.execute(tx);
  return rows;
};

/** Of these incidents, what incident_alerts says of them now. */
export const recountAlerts = async (tx: Transaction, ids: readonly string[]): Promise<void> => {
  await sql`
    update incidents i set alert_count = counted.alerts, firing_count = counted.firing
    from (
      select i.id, count(a.alert_id)::integer as alerts,
        (count(*) filter (where a.status = 'firing'))::integer as firing
      from incidents i
      left join incident_alerts a on a.incident_id = i.id
      where i.id = any (${ids}::uuid[])
      group by i.id
    ) as counted
    where i.id = counted.id`.execute(tx);
};

/** What joins one of them from now on joins the other. */
export const moveKeys = async (
  tx: Transaction,
  from: readonly string[],
  to: string,
): Promise<void> => {
  await sql`
    update incident_keys set incident_id = ${to}::uuid
    where incident_id = any (${from}::uuid[])`.execute(tx);
};

/** Runs that are under way go on for the incident that theirs became part of. */
export const moveRuns = async (
  tx: Transaction,
  from: readonly string[],
  to: string,
): Promise<void> => {
  await sql`
    update alert_runs set incident_id = ${to}::uuid, version = version + 1
    where incident_id = any (${from}::uuid[])`.execute(tx);
};

/** What became part of these became part of the one that they become part of. */
export const moveMerged = async (
  tx: Transaction,
  from: readonly string[],
  to: string,
): Promise<void> => {
  await sql`
    update incidents set merged_into = ${to}::uuid
    where merged_into = any (${from}::uuid[])`.execute(tx);
};
