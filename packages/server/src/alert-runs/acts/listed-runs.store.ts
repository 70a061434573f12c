import type { AlertRunStage, AlertRunState } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Progress } from '../engine/machine.ts';

interface ListedRun {
  readonly id: string;
  readonly label: string;
  /** Undefined of a run of the product. */
  readonly progress: Progress | undefined;
}

/** How do these runs stand, as far as they are ours? By pipeline_runs_id, then alert_runs_id. */
export const listControls = async (
  db: Database | Transaction,
  ids: readonly string[],
): Promise<ListedRun[]> => {
  const { rows } = await sql<{
    id: string;
    pipeline: string;
    state: AlertRunState | null;
    stage: AlertRunStage;
    attempt: number;
    failed_stages: string[];
    incident: string | null;
  }>`
    select r.id, r.pipeline, a.state, a.stage, a.attempt, a.failed_stages,
      '#' || i.number || ' ' || i.title as incident
    from pipeline_runs r
    left join alert_runs a on a.run_created_at = r.created_at and a.run_id = r.id
    left join incidents i on i.id = a.incident_id
    where r.id = any(${ids}::uuid[])`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    label: row.incident ?? `${row.pipeline} ${row.id}`,
    progress:
      row.state === null
        ? undefined
        : {
            state: row.state,
            stage: row.stage,
            attempt: row.attempt,
            stageAttempt: 0,
            stageFailures: 0,
            stageInterruptions: 0,
            failedStages: row.failed_stages,
          },
  }));
};
