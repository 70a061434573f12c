import type { AlertRunCause } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** Carries out a run; see jobs.ts. */
export const runTask = 'run_alert_pipeline';

/** A run that has not begun. */
export interface WaitingRun {
  readonly run_id: string;
  readonly run_created_at: Date;
  readonly incident_id: string;
  readonly trace_id: string;
  readonly cause: AlertRunCause;
}

/**
 * Until the transaction ends nobody else starts or begins runs of these incidents. Always taken in
 * one order, and before the lock of recordAlertRuns.
 */
export const lockIncidents = async (
  tx: Transaction,
  incidentIds: readonly string[],
): Promise<void> => {
  await sql`
    select pg_advisory_xact_lock(key)
    from (
      select distinct hashtextextended('alert_runs ' || id, 0) as key
      from unnest(${incidentIds}::text[]) as id
      order by key
    ) as keys`.execute(tx);
};

/** Which runs of these incidents have not begun? Index alert_runs_open. */
export const listWaiting = async (
  tx: Transaction,
  incidentIds: readonly string[],
): Promise<WaitingRun[]> => {
  const { rows } = await sql<WaitingRun>`
    select run_id, run_created_at, incident_id, trace_id, cause
    from alert_runs
    where incident_id = any(${incidentIds}::uuid[]) and state = 'pending'`.execute(tx);
  return rows;
};

export interface NewRun extends WaitingRun {
  readonly alert_id: string;
  readonly alert_event_id: string;
  readonly received_at: Date;
}

export const insertRuns = async (tx: Transaction, runs: readonly NewRun[]): Promise<void> => {
  if (runs.length === 0) return;
  await sql`
    insert into alert_runs (
      run_created_at, run_id, incident_id, alert_id, alert_event_id, cause, trace_id, received_at,
      state, stage
    )
    select run_created_at, run_id, incident_id, alert_id, alert_event_id, cause, trace_id,
      received_at, 'pending', 'check'
    from json_to_recordset(${JSON.stringify(runs)}::json) as r (
      run_created_at timestamptz(3), run_id uuid, incident_id uuid, alert_id uuid,
      alert_event_id uuid, cause text, trace_id text, received_at timestamptz(3)
    )`.execute(tx);
};

/** What a waiting run is now about. */
export type WeightierCause = Pick<
  NewRun,
  'run_id' | 'run_created_at' | 'alert_id' | 'alert_event_id' | 'cause'
>;

export const setCauses = async (
  tx: Transaction,
  causes: readonly WeightierCause[],
): Promise<void> => {
  if (causes.length === 0) return;
  await sql`
    update alert_runs a
    set alert_id = c.alert_id, alert_event_id = c.alert_event_id, cause = c.cause
    from json_to_recordset(${JSON.stringify(causes)}::json) as c (
      run_created_at timestamptz(3), run_id uuid, alert_id uuid, alert_event_id uuid, cause text
    )
    where a.run_created_at = c.run_created_at and a.run_id = c.run_id`.execute(tx);
};

export interface NewStart {
  readonly run_created_at: Date;
  readonly run_id: string;
  readonly alert_event_id: string;
  readonly alert_id: string;
  readonly cause: AlertRunCause;
  readonly received_at: Date;
}

export const insertStarts = async (tx: Transaction, starts: readonly NewStart[]): Promise<void> => {
  await sql`
    insert into alert_run_starts (
      run_created_at, run_id, alert_event_id, alert_id, cause, received_at
    )
    select run_created_at, run_id, alert_event_id, alert_id, cause, received_at
    from json_to_recordset(${JSON.stringify(starts)}::json) as s (
      run_created_at timestamptz(3), run_id uuid, alert_event_id uuid, alert_id uuid, cause text,
      received_at timestamptz(3)
    )
    on conflict do nothing`.execute(tx);
};

/** One job a run, in the transaction that started it: neither is there without the other. */
export const enqueueRuns = async (
  tx: Transaction,
  runs: readonly Pick<WaitingRun, 'run_id' | 'run_created_at'>[],
): Promise<void> => {
  if (runs.length === 0) return;
  const jobs = runs.map(({ run_id: runId, run_created_at: createdAt }) => ({
    key: `alert_run:${runId}`,
    payload: { runId, createdAt },
  }));
  await sql`
    select enqueue_job(${runTask}, payload, key)
    from json_to_recordset(${JSON.stringify(jobs)}::json) as j (key text, payload json)`.execute(
    tx,
  );
};
