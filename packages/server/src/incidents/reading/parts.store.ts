import type {
  AlertSourceKind,
  AlertStatus,
  RunStatus,
  Severity,
  SkipReason,
} from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';

export interface IncidentAlertRow {
  readonly alert_id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly service: string | null;
  readonly source_kind: AlertSourceKind;
  readonly source_id: string;
  readonly joined_at: Date;
  readonly changed_at: Date;
  readonly is_current: boolean;
}

/** The alerts of an incident, the latest to join first? incident_alerts_joined. */
export const listIncidentAlertRows = async (
  db: Database,
  incidentId: string,
  { limit, after }: { limit: number; after: Cursor | undefined },
): Promise<IncidentAlertRow[]> => {
  const behind = after ? sql`and (joined_at, alert_id) < (${after.at}, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<IncidentAlertRow>`
    select alert_id, name, severity, status, service, source_kind, source_id, joined_at,
      changed_at, is_current
    from incident_alerts
    where incident_id = ${incidentId}::uuid ${behind}
    order by joined_at desc, alert_id desc
    limit ${limit}`.execute(db);
  return rows;
};

export interface RunStageRow {
  readonly stage: string;
  readonly status: RunStatus;
  readonly reason: SkipReason | null;
  readonly attempt: number;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
}

export interface IncidentRunRow {
  readonly id: string;
  readonly trace_id: string | null;
  readonly status: RunStatus;
  readonly cause: string;
  readonly attempt: number;
  readonly created_at: Date;
  readonly duration_ms: number | null;
  readonly error_type: string | null;
  readonly error_message: string | null;
  /** In their order, each by its latest attempt. */
  readonly stages: readonly RunStageRow[];
}

/** The latest runs for an incident: alert_runs_incident, and the keys of runs and stages. */
export const listIncidentRunRows = async (
  db: Database,
  incidentId: string,
  limit: number,
): Promise<IncidentRunRow[]> => {
  const { rows } = await sql<IncidentRunRow>`
    with latest as (
      select run_id, run_created_at, cause
      from alert_runs
      where incident_id = ${incidentId}::uuid
      order by run_created_at desc
      limit ${limit}
    )
    select p.id, p.trace_id, p.status, latest.cause, p.attempt, p.created_at, p.duration_ms,
      p.error_type, p.error_message, coalesce(stages.stages, '[]') as stages
    from latest
    join pipeline_runs p on p.created_at = latest.run_created_at and p.id = latest.run_id
    left join lateral (
      select json_agg(
        json_build_object(
          'stage', stage, 'status', status, 'reason', reason, 'attempt', attempt,
          'errorType', error_type, 'errorMessage', error_message
        ) order by position nulls last, created_at, stage
      ) as stages
      from (
        select distinct on (s.stage) s.*
        from stage_executions s
        where s.run_id = latest.run_id
          and s.created_at between latest.run_created_at - interval '1 day'
            and latest.run_created_at + interval '31 days'
        order by s.stage, s.attempt desc, s.created_at desc, s.id desc
      ) as attempts
    ) as stages on true
    order by p.created_at desc, p.id desc`.execute(db);
  return rows;
};
