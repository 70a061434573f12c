import type { AlertRunCause, ChangeTopic } from '@taffrail/contract';
import { randomUUID } from 'node:crypto';
import { startRuns, type RunStart, type Stage } from '../../src/alert-runs/alert-runs.ts';
import { carryOut } from '../../src/alert-runs/engine/carry-out.ts';
import type { RunPlace } from '../../src/alert-runs/engine/control.store.ts';
import type { Engine } from '../../src/alert-runs/engine/run-stage.ts';
import { createTransitions } from '../../src/alert-runs/engine/transitions.ts';
import { createDatabase } from '../../src/platform/db/database.ts';
import { createLogger } from '../../src/platform/log.ts';
import type { TestServer } from '../server.ts';

/** A report that matters, of an alert and an incident that need not exist. */
export const makeStart = (start: Partial<RunStart> = {}): RunStart => ({
  incidentId: randomUUID(),
  alertId: randomUUID(),
  alertEventId: randomUUID(),
  cause: 'opened' satisfies AlertRunCause,
  traceId: null,
  receivedAt: new Date('2026-11-21T09:59:59.900Z'),
  ...start,
});

type Server = Pick<TestServer, 'owner' | 'clock' | 'secret' | 'publicUrl'>;

/** In one transaction, as a job that received them. */
export const beginRuns = ({ owner, clock }: Server, starts: readonly RunStart[]) =>
  createDatabase(owner)
    .transaction()
    .execute((tx) => startRuns({ tx, clock }, starts));

export const findPlace = async ({ owner }: Server, runId: string): Promise<RunPlace> => {
  const { rows } = await owner.query<{ run_created_at: Date }>(
    'select run_created_at from alert_runs where run_id = $1',
    [runId],
  );
  if (!rows[0]) throw new Error('There is no such run.');
  return { runId, createdAt: rows[0].run_created_at };
};

/** Starts a run of its own. */
export const beginRun = async (
  server: Server,
  start: Partial<RunStart> = {},
): Promise<RunPlace & { traceId: string; start: RunStart }> => {
  const whole = makeStart(start);
  const run = (await beginRuns(server, [whole])).get(whole.alertId);
  if (!run) throw new Error('No run was started.');
  return { ...(await findPlace(server, run.runId)), traceId: run.traceId, start: whole };
};

export const createEngine = (
  { owner, clock, secret, publicUrl }: Server,
  stages: readonly Stage[],
  announce: (...topics: ChangeTopic[]) => void = () => undefined,
): Engine => ({
  db: createDatabase(owner),
  transitions: createTransitions({ db: createDatabase(owner), clock }),
  clock,
  log: createLogger({ level: 'silent' }),
  changes: { announce },
  secret,
  publicUrl,
  stages: new Map(stages.map((stage) => [stage.name, stage])),
});

const never = new AbortController().signal;

/** Carries a run out as far as it goes now. */
export const carry = (
  server: Server,
  stages: readonly Stage[],
  place: RunPlace,
  signal: AbortSignal = never,
): Promise<void> => carryOut(createEngine(server, stages), place, signal);
