import type { AlertRunCause, AlertRunStage, AlertRunState } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { recordRuns, type Shown } from '../showing/record-runs.store.ts';
import { runTask } from '../starting/start-runs.store.ts';
import type { Progress } from './machine.ts';

/** Where a run lies: its partition, and its id. */
export interface RunPlace {
  readonly runId: string;
  readonly createdAt: Date;
}

interface ControlRow {
  readonly run_created_at: Date;
  readonly run_id: string;
  readonly incident_id: string;
  readonly alert_id: string;
  readonly cause: AlertRunCause;
  readonly trace_id: string;
  readonly received_at: Date;
  readonly state: AlertRunState;
  readonly stage: AlertRunStage;
  readonly attempt: number;
  readonly stage_attempt: number;
  readonly stage_failures: number;
  readonly stage_interruptions: number;
  readonly stage_began_at: Date | null;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly failed_stages: readonly string[];
  readonly next_attempt_at: Date | null;
  readonly version: number;
  readonly acted: 'retry' | 'fail' | null;
  readonly acted_by: string | null;
  readonly acted_at: Date | null;
  readonly acted_reason: string | null;
}

/** All that the engine knows of a run. */
export interface Control extends RunPlace {
  readonly incidentId: string;
  readonly alertId: string;
  readonly cause: AlertRunCause;
  readonly traceId: string;
  readonly receivedAt: Date;
  readonly progress: Progress;
  readonly stageBeganAt: Date | null;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly nextAttemptAt: Date | null;
  readonly version: number;
  readonly lastAct: Act | null;
}

/** What an operator did. */
export interface Act {
  readonly act: 'retry' | 'fail';
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

const toAct = (row: ControlRow): Act | null =>
  row.acted === null || row.acted_by === null || row.acted_at === null
    ? null
    : { act: row.acted, by: row.acted_by, at: row.acted_at, reason: row.acted_reason };

const toControl = (row: ControlRow): Control => ({
  runId: row.run_id,
  createdAt: row.run_created_at,
  incidentId: row.incident_id,
  alertId: row.alert_id,
  cause: row.cause,
  traceId: row.trace_id,
  receivedAt: row.received_at,
  progress: {
    state: row.state,
    stage: row.stage,
    attempt: row.attempt,
    stageAttempt: row.stage_attempt,
    stageFailures: row.stage_failures,
    stageInterruptions: row.stage_interruptions,
    failedStages: row.failed_stages,
  },
  stageBeganAt: row.stage_began_at,
  outputs: row.outputs,
  nextAttemptAt: row.next_attempt_at,
  version: row.version,
  lastAct: toAct(row),
});

const toPlaces = (places: readonly RunPlace[]): string =>
  JSON.stringify(places.map(({ runId, createdAt }) => ({ runId, createdAt })));

/** The lock of starting/: one at a time begins or ends runs of an incident. Primary key. */
export const lockIncidentsOf = async (
  tx: Transaction,
  places: readonly RunPlace[],
): Promise<void> => {
  if (places.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(key)
    from (
      select distinct hashtextextended('alert_runs ' || a.incident_id, 0) as key
      from json_to_recordset(${toPlaces(places)}::json)
        as p ("runId" uuid, "createdAt" timestamptz(3))
      join alert_runs a on a.run_created_at = p."createdAt" and a.run_id = p."runId"
      order by key
    ) as keys`.execute(tx);
};

export interface HeldControl {
  readonly control: Control;
  /** Another run of its incident is under way. */
  readonly isBehind: boolean;
}

/** Runs, held until the transaction ends: primary key, then alert_runs_open. */
export const lockControls = async (
  tx: Transaction,
  places: readonly RunPlace[],
): Promise<HeldControl[]> => {
  if (places.length === 0) return [];
  const { rows } = await sql<ControlRow & { is_behind: boolean }>`
    select a.*, exists (
      select from alert_runs o
      where o.incident_id = a.incident_id and o.state = 'running' and o.run_id <> a.run_id
    ) as is_behind
    from json_to_recordset(${toPlaces(places)}::json)
      as p ("runId" uuid, "createdAt" timestamptz(3))
    join alert_runs a on a.run_created_at = p."createdAt" and a.run_id = p."runId"
    order by a.run_id
    for update of a`.execute(tx);
  return rows.map((row) => ({ control: toControl(row), isBehind: row.is_behind }));
};

/** By the id alone: index alert_runs_id. */
export const findControl = async (
  db: Database | Transaction,
  runId: string,
  { isHeld = false } = {},
): Promise<Control | undefined> => {
  const { rows } = await sql<ControlRow>`
    select * from alert_runs where run_id = ${runId}::uuid
    ${isHeld ? sql`for update` : sql``}`.execute(db);
  return rows[0] && toControl(rows[0]);
};

const toSavedRow = ({ progress, lastAct, ...control }: Control) => ({
  run_created_at: control.createdAt,
  run_id: control.runId,
  version: control.version,
  state: progress.state,
  stage: progress.stage,
  attempt: progress.attempt,
  stage_attempt: progress.stageAttempt,
  stage_failures: progress.stageFailures,
  stage_interruptions: progress.stageInterruptions,
  stage_began_at: control.stageBeganAt,
  outputs: control.outputs,
  failed_stages: progress.failedStages,
  next_attempt_at: control.nextAttemptAt,
  acted: lastAct?.act ?? null,
  acted_by: lastAct?.by ?? null,
  acted_at: lastAct?.at ?? null,
  acted_reason: lastAct?.reason ?? null,
});

export interface Saved {
  /** As it has become; the version is that from which it did. */
  readonly control: Control;
  readonly shown: Shown;
}

/**
 * Keeps what runs have become, and shows it: call it late. Answers which were still as they were
 * known; of the others nothing is kept.
 */
export const saveControls = async (
  tx: Transaction,
  saved: readonly Saved[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  if (saved.length === 0) return new Set();
  const { rows } = await sql<{ run_id: string }>`
    update alert_runs a set
      state = s.state, stage = s.stage, attempt = s.attempt, stage_attempt = s.stage_attempt,
      stage_failures = s.stage_failures, stage_interruptions = s.stage_interruptions,
      stage_began_at = s.stage_began_at, outputs = s.outputs,
      failed_stages = array(select json_array_elements_text(s.failed_stages)),
      next_attempt_at = s.next_attempt_at, acted = s.acted, acted_by = s.acted_by,
      acted_at = s.acted_at, acted_reason = s.acted_reason, version = a.version + 1
    from json_to_recordset(${JSON.stringify(saved.map(({ control }) => toSavedRow(control)))}::json)
      as s (
        run_created_at timestamptz(3), run_id uuid, version integer, state text, stage text,
        attempt integer, stage_attempt integer, stage_failures integer,
        stage_interruptions integer, stage_began_at timestamptz(3), outputs jsonb,
        failed_stages json, next_attempt_at timestamptz(3), acted text, acted_by text,
        acted_at timestamptz(3), acted_reason text
      )
    where a.run_created_at = s.run_created_at and a.run_id = s.run_id and a.version = s.version
    returning a.run_id`.execute(tx);
  const kept = new Set(rows.map(({ run_id: runId }) => runId));
  const shown = saved.filter(({ control }) => kept.has(control.runId)).map((one) => one.shown);
  await recordRuns(
    tx,
    {
      runs: shown.flatMap(({ runs }) => runs),
      executions: shown.flatMap(({ executions }) => executions),
    },
    now,
  );
  return kept;
};

/** A sign of life. Answers whether the run is still as it was known. */
export const keepAlive = async (
  db: Database,
  { runId, createdAt, version }: Pick<Control, 'runId' | 'createdAt' | 'version'>,
  now: Date,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update pipeline_runs r set heard_at = ${now}
    from alert_runs a
    where r.created_at = ${createdAt} and r.id = ${runId}::uuid
      and a.run_created_at = ${createdAt} and a.run_id = ${runId}::uuid
      and a.version = ${version}`.execute(db);
  return numAffectedRows === 1n;
};

const jobOf = sql`
  json_build_object(
    'runId', a.run_id,
    'createdAt', to_char(a.run_created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )`;

/** As the owner of the schema. */
export const enqueueRetry = async (
  tx: Transaction,
  { runId, createdAt }: RunPlace,
  at: Date,
): Promise<void> => {
  const payload = JSON.stringify({ runId, createdAt });
  await sql`
    select graphile_worker.add_job(${runTask}, ${payload}::json,
      job_key => ${`alert_run:${runId}`}, run_at => ${at})`.execute(tx);
};

/** The runs of incidents that waited while one of theirs was under way: alert_runs_open. */
export const enqueueBehind = async (
  tx: Transaction,
  ended: readonly Pick<Control, 'incidentId'>[],
  now: Date,
): Promise<void> => {
  if (ended.length === 0) return;
  const incidentIds = ended.map(({ incidentId }) => incidentId);
  await sql`
    select enqueue_job(${runTask}, ${jobOf}, 'alert_run:' || a.run_id)
    from alert_runs a
    where a.incident_id = any(${incidentIds}::uuid[])
      and (a.state = 'pending' or (a.state = 'retrying' and a.next_attempt_at <= ${now}))`.execute(
    tx,
  );
};

/**
 * What should be under way and is not: retries that are due, runs that were not begun for a minute,
 * and those that are silent. Answers how many. Index alert_runs_open, which has few rows.
 */
export const enqueueLeft = async (
  db: Database,
  { now, stalledBefore, waitingBefore }: { now: Date; stalledBefore: Date; waitingBefore: Date },
): Promise<number> => {
  const { rows } = await sql`
    select enqueue_job(${runTask}, ${jobOf}, 'alert_run:' || a.run_id)
    from alert_runs a
    where (a.state = 'retrying' and a.next_attempt_at <= ${now})
      or (a.state = 'pending' and a.run_created_at < ${waitingBefore})
      or (a.state = 'running' and exists (
        select from pipeline_runs r
        where r.created_at = a.run_created_at and r.id = a.run_id and r.heard_at < ${stalledBefore}
      ))`.execute(db);
  return rows.length;
};
