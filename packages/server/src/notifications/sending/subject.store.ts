import type { Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';

export interface SubjectRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly state: 'open' | 'acknowledged' | 'resolved' | 'closed';
  readonly service: string | null;
  readonly opened_at: Date;
  readonly resolved_at: Date | null;
  readonly resolved_by_itself: boolean;
  readonly alert_count: number;
  readonly firing_count: number;
  readonly acknowledged_by: string | null;
  readonly time_zone: string;
}

/** What stands there of an incident now? Primary keys. */
export const findSubject = async (
  db: Database | Transaction,
  incidentId: string,
): Promise<SubjectRow | undefined> => {
  const { rows } = await sql<SubjectRow>`
    select i.id, i.number, i.title, i.severity, i.state, i.service, i.opened_at, i.resolved_at,
      i.resolved_by_itself, i.alert_count, i.firing_count, o.email as acknowledged_by,
      coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'UTC') as time_zone
    from incidents i
    left join operators o on o.id = i.owner_id and i.state = 'acknowledged'
    where i.id = ${incidentId}::uuid`.execute(db);
  return rows[0];
};

export interface AlertRow {
  readonly source_kind: string;
  readonly service: string | null;
  readonly labels: unknown;
}

/** Of so many of its alerts, the latest, a storm asks its routes; more differ by no label. */
const mostAlerts = 200;

/** What do routes ask about it? incident_alerts_joined, then the primary key of alerts. */
export const listRoutedAlerts = async (db: Database, incidentId: string): Promise<AlertRow[]> => {
  const { rows } = await sql<AlertRow>`
    select distinct a.source_kind, a.service, a.labels
    from (
      select alert_id from incident_alerts
      where incident_id = ${incidentId}::uuid and is_current
      order by joined_at desc, alert_id desc
      limit ${sql.lit(mostAlerts)}
    ) as joined
    join alerts a on a.id = joined.alert_id`.execute(db);
  return rows;
};

export interface AnalysisRow {
  readonly summary: string | null;
  readonly confidence: number | null;
  readonly findings: unknown;
}

/** What did the latest analysis of this run find? analysis_runs_run. */
export const findAnalysis = async (
  db: Database,
  runId: string,
): Promise<AnalysisRow | undefined> => {
  const { rows } = await sql<AnalysisRow>`
    select summary, confidence::float8 as confidence, findings
    from analysis_runs
    where run_id = ${runId}::uuid and status = 'succeeded'
    order by created_at desc
    limit 1`.execute(db);
  return rows[0];
};
