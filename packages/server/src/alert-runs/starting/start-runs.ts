import type { AlertRunCause } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { executionId, shownStages } from '../showing/execution-id.ts';
import { recordRuns, type ShownExecution, type ShownRun } from '../showing/record-runs.store.ts';
import {
  enqueueRuns,
  insertRuns,
  insertStarts,
  listWaiting,
  lockIncidents,
  setCauses,
  type NewRun,
  type NewStart,
  type WaitingRun,
  type WeightierCause,
} from './start-runs.store.ts';

/** A report of an alert that matters. */
export interface RunStart {
  readonly incidentId: string;
  readonly alertId: string;
  readonly alertEventId: string;
  readonly cause: AlertRunCause;
  /** The alert's own, where it has a valid one. */
  readonly traceId: string | null;
  /** When the report came in. */
  readonly receivedAt: Date;
}

/** Of several, a run is about the first of these. */
const weights: Readonly<Record<AlertRunCause, number>> = {
  opened: 0,
  reopened: 1,
  resolved: 2,
  severity_changed: 3,
  status_changed: 4,
  label_changed: 5,
};

/** 32 hexadecimal digits, as the W3C's trace context has them. */
const traceOf = (runId: string): string => runId.replaceAll('-', '');

const toNewRun = (start: RunStart, clock: Clock): NewRun => {
  const runId = uuidV7(clock);
  return {
    run_id: runId,
    run_created_at: clock.now(),
    incident_id: start.incidentId,
    trace_id: start.traceId ?? traceOf(runId),
    cause: start.cause,
    alert_id: start.alertId,
    alert_event_id: start.alertEventId,
    received_at: start.receivedAt,
  };
};

const toShownRun = (run: NewRun): ShownRun => ({
  id: run.run_id,
  createdAt: run.run_created_at,
  heardAt: run.run_created_at,
  state: 'pending',
  attempt: 1,
  durationMs: null,
  errorType: null,
  errorMessage: null,
  failedStages: [],
  traceId: run.trace_id,
  attributes: { incidentId: run.incident_id, alertId: run.alert_id, cause: run.cause },
});

/** That it came in is over; the others are yet to run, so that one that never did can be told. */
const toFirstExecutions = (run: NewRun): ShownExecution[] =>
  shownStages.map((stage, position) => ({
    id: executionId(run.run_id, stage, 1),
    runId: run.run_id,
    storedAt: null,
    createdAt: run.run_created_at,
    stage,
    position,
    status: stage === 'ingest' ? 'succeeded' : 'pending',
    reason: null,
    attempt: 1,
    durationMs:
      stage === 'ingest'
        ? Math.max(0, run.run_created_at.getTime() - run.received_at.getTime())
        : null,
    errorType: null,
    errorMessage: null,
    traceId: run.trace_id,
    attributes: {},
  }));

interface Planned {
  readonly fresh: ReadonlyMap<string, NewRun>;
  readonly starts: readonly NewStart[];
  readonly causes: ReadonlyMap<string, WeightierCause>;
  readonly runOf: ReadonlyMap<string, { runId: string; traceId: string }>;
}

/** Which run takes which start: the incident's that waits, else a new one. */
const plan = (
  starts: readonly RunStart[],
  waiting: readonly WaitingRun[],
  clock: Clock,
): Planned => {
  const runs = new Map<string, WaitingRun>(waiting.map((run) => [run.incident_id, run]));
  const fresh = new Map<string, NewRun>();
  const causes = new Map<string, WeightierCause>();
  const joined: NewStart[] = [];
  const runOf = new Map<string, { runId: string; traceId: string }>();
  for (const start of starts) {
    const known = runs.get(start.incidentId);
    const made = known ? undefined : toNewRun(start, clock);
    const run = known ?? made;
    if (!run) continue;
    if (made) fresh.set(made.run_id, made);
    const about = {
      run_id: run.run_id,
      run_created_at: run.run_created_at,
      alert_id: start.alertId,
      alert_event_id: start.alertEventId,
      cause: start.cause,
    };
    const isWeightier = weights[start.cause] < weights[run.cause];
    if (isWeightier) causes.set(run.run_id, about);
    runs.set(start.incidentId, isWeightier ? { ...run, cause: start.cause } : run);
    joined.push({ ...about, received_at: start.receivedAt });
    runOf.set(start.alertId, { runId: run.run_id, traceId: run.trace_id });
  }
  // What is new is inserted as it has become.
  for (const [runId, about] of causes) {
    const run = fresh.get(runId);
    if (run) {
      fresh.set(runId, { ...run, ...about });
      causes.delete(runId);
    }
  }
  return { fresh, starts: joined, causes, runOf };
};

/**
 * Starts a run for each incident that has none waiting, and has those that wait take in the rest: a
 * storm is one run. In the transaction of the alerts, as its last step: it takes a lock that holds
 * until the transaction ends. Tell of `pipelines` after the commit.
 *
 * @returns the run of each alert
 */
export const startRuns = async (
  { tx, clock }: { readonly tx: Transaction; readonly clock: Clock },
  starts: readonly RunStart[],
): Promise<ReadonlyMap<string, { runId: string; traceId: string }>> => {
  if (starts.length === 0) return new Map();
  const incidentIds = [...new Set(starts.map(({ incidentId }) => incidentId))];
  await lockIncidents(tx, incidentIds);
  const planned = plan(starts, await listWaiting(tx, incidentIds), clock);
  const runs = [...planned.fresh.values()];
  await insertRuns(tx, runs);
  await setCauses(tx, [...planned.causes.values()]);
  await insertStarts(tx, planned.starts);
  await enqueueRuns(tx, runs);
  await recordRuns(
    tx,
    { runs: runs.map(toShownRun), executions: runs.flatMap(toFirstExecutions) },
    clock.now(),
  );
  return planned.runOf;
};
