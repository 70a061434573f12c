import type { AlertStatus, IncidentState, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/**
 * One transaction groups at a time: which incident an alert belongs to hangs on all others, and two
 * deliveries of one group would else open two. recordPipelines, which follows in the same
 * transactions, lets in only one as well. Incidents are locked after it, in the order of their ids,
 * as whoever acts on them does.
 */
export const lockGrouping = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('group_alerts', 0))`.execute(tx);
};

export interface MembershipRow {
  readonly alert_id: string;
  readonly incident_id: string;
  readonly status: AlertStatus;
  readonly severity: Severity;
}

/** Which incidents are these alerts part of? incident_alerts_current. */
export const listMembershipRows = async (
  tx: Transaction,
  alertIds: readonly string[],
): Promise<MembershipRow[]> => {
  const { rows } = await sql<MembershipRow>`
    select alert_id, incident_id, status, severity
    from incident_alerts
    where is_current and alert_id = any (${alertIds}::uuid[])`.execute(tx);
  return rows;
};

export interface KeyRow {
  readonly key: string;
  readonly incident_id: string;
  readonly last_at: Date;
}

/** Which incidents have these keys? The primary key. */
export const listKeyRows = async (tx: Transaction, keys: readonly string[]): Promise<KeyRow[]> => {
  const { rows } = await sql<KeyRow>`
    select key, incident_id, last_at from incident_keys where key = any (${keys})`.execute(tx);
  return rows;
};

export interface GroupedRow {
  readonly id: string;
  readonly title: string;
  readonly service: string | null;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly opened_at: Date;
  readonly resolved_at: Date | null;
  readonly alert_count: number;
  readonly firing_count: number;
  readonly last_alert_at: Date | null;
  readonly trace_id: string | null;
}

/** By the primary key, in its order, so that no two wait for each other. */
export const lockGroupedRows = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<GroupedRow[]> => {
  const { rows } = await sql<GroupedRow>`
    select id, title, service, severity, state, opened_at, resolved_at, alert_count, firing_count,
      last_alert_at, trace_id
    from incidents
    where id = any (${ids}::uuid[])
    order by id
    for update`.execute(tx);
  return rows;
};

/** Given as JSON: many in one statement. */
export interface NewIncidentRow {
  readonly id: string;
  readonly title: string;
  readonly service: string | null;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly opened_at: Date;
  readonly resolved_at: Date | null;
  readonly resolved_by_itself: boolean;
  readonly alert_count: number;
  readonly firing_count: number;
  readonly last_alert_at: Date | null;
  readonly trace_id: string | null;
  readonly follows: string | null;
}

/** Numbered in the order in which they were opened. */
export const insertIncidentRows = async (
  tx: Transaction,
  rows: readonly NewIncidentRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into incidents (
      id, title, service, severity, state, opened_at, resolved_at, resolved_by_itself, alert_count,
      firing_count, last_alert_at, trace_id, follows
    )
    select *
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      id uuid, title text, service text, severity text, state text, opened_at timestamptz,
      resolved_at timestamptz, resolved_by_itself boolean, alert_count integer,
      firing_count integer, last_alert_at timestamptz, trace_id text, follows uuid
    )
    order by opened_at, id`.execute(tx);
};

export interface ChangedIncidentRow {
  readonly id: string;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly resolved_at: Date | null;
  readonly alert_count: number;
  readonly firing_count: number;
  readonly last_alert_at: Date | null;
  readonly is_reopened: boolean;
  readonly is_over: boolean;
  readonly has_resolved_itself: boolean;
}

/** What operators do is kept, unless the incident was opened again. */
export const updateIncidentRows = async (
  tx: Transaction,
  rows: readonly ChangedIncidentRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    update incidents i set
      severity = r.severity,
      state = r.state,
      resolved_at = r.resolved_at,
      alert_count = r.alert_count,
      firing_count = r.firing_count,
      last_alert_at = r.last_alert_at,
      version = i.version + r.is_reopened::integer + r.is_over::integer,
      reopenings = i.reopenings + r.is_reopened::integer,
      acknowledged_at = case when not r.is_reopened then i.acknowledged_at end,
      closed_at = case when not r.is_reopened then i.closed_at end,
      cause = case when not r.is_reopened then i.cause end,
      resolution_note = case when not r.is_reopened then i.resolution_note end,
      resolved_by_itself =
        r.has_resolved_itself or i.resolved_by_itself and not r.is_reopened
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      id uuid, severity text, state text, resolved_at timestamptz, alert_count integer,
      firing_count integer, last_alert_at timestamptz, is_reopened boolean, is_over boolean,
      has_resolved_itself boolean
    )
    where i.id = r.id`.execute(tx);
};

/** Alerts that fire again in another incident are over in the one that they were part of. */
export const leaveIncidents = async (
  tx: Transaction,
  rows: readonly { readonly alertId: string; readonly incidentId: string }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    update incident_alerts a set is_current = false, status = 'resolved'
    from json_to_recordset(${JSON.stringify(rows)}::json) as r ("alertId" uuid, "incidentId" uuid)
    where a.incident_id = r."incidentId" and a.alert_id = r."alertId"`.execute(tx);
};

export interface ToldAlertRow {
  readonly incident_id: string;
  readonly alert_id: string;
  readonly source_kind: string;
  readonly source_id: string;
  readonly name: string;
  readonly service: string | null;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly at: Date;
}

export const upsertIncidentAlerts = async (
  tx: Transaction,
  rows: readonly ToldAlertRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into incident_alerts as a (
      incident_id, alert_id, source_kind, source_id, name, service, severity, status, joined_at,
      changed_at
    )
    select incident_id, alert_id, source_kind, source_id, name, service, severity, status, at, at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      incident_id uuid, alert_id uuid, source_kind text, source_id uuid, name text, service text,
      severity text, status text, at timestamptz
    )
    on conflict (incident_id, alert_id) do update set
      is_current = true,
      name = excluded.name,
      service = excluded.service,
      severity = excluded.severity,
      status = excluded.status,
      changed_at = case
        when (a.severity, a.status) is distinct from (excluded.severity, excluded.status)
        then excluded.changed_at
        else a.changed_at
      end`.execute(tx);
};

export const upsertKeys = async (tx: Transaction, rows: readonly KeyRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into incident_keys (key, incident_id, last_at)
    select key, incident_id, last_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      key text, incident_id uuid, last_at timestamptz
    )
    on conflict (key) do update set
      incident_id = excluded.incident_id, last_at = excluded.last_at`.execute(tx);
};
