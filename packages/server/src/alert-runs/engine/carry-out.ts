import { isTransactionConflict } from '../../platform/db/failures.ts';
import { takeStep, type Ended, type Step } from '../showing/show-step.ts';
import {
  enqueueBehind,
  enqueueRetry,
  lockControl,
  lockIncidentOf,
  saveControl,
  type Control,
  type RunPlace,
} from './control.store.ts';
import { begin, settle, type Beginning, type Failure } from './machine.ts';
import { runStage, type Engine } from './run-stage.ts';

const interruption: Failure = {
  errorType: 'Interrupted',
  message: 'The process ended while the stage was under way.',
};

const mostConflicts = 5;

/** What a stage did must be kept: two transactions that met are no reason to do it again. */
const insist = async <T>(save: () => Promise<T>): Promise<T> => {
  for (let conflicts = 1; ; conflicts += 1)
    try {
      return await save();
    } catch (error) {
      if (!isTransactionConflict(error) || conflicts >= mostConflicts) throw error;
    }
};

/** Keeps a step after which nothing of the run is under way, and lets others of its incident go on. */
const saveEnd = ({ db }: Engine, control: Control, step: Step, now: Date): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    await lockIncidentOf(tx, control);
    const next = takeStep(control, step, now);
    if (!(await saveControl(tx, next.control, next.shown, now))) return false;
    if (step.nextAttemptAt) await enqueueRetry(tx, control, step.nextAttemptAt);
    await enqueueBehind(tx, control, now);
    return true;
  });

const toFirstStep = (control: Control, beginning: Beginning, now: Date): Step => {
  const beganAt = control.stageBeganAt ?? now;
  const durationMs = Math.max(0, now.getTime() - beganAt.getTime());
  const { progress } = beginning;
  if (!beginning.interrupted) return { progress };
  return {
    progress,
    ended: { result: { state: 'failed', ...interruption }, durationMs },
    failure: progress.state === 'failed' ? interruption : undefined,
  };
};

/**
 * Takes a run up, from its beginning or from the stage at which it stood. Nothing, where it is over
 * or another of its incident is under way: that one wakes it when it ends.
 */
const beginRun = async (engine: Engine, place: RunPlace): Promise<Control | undefined> => {
  const { db, clock } = engine;
  return db.transaction().execute(async (tx) => {
    await lockIncidentOf(tx, place);
    const found = await lockControl(tx, place);
    const beginning = found && begin(found.control.progress);
    if (!found || !beginning) return undefined;
    const { control, isBehind } = found;
    if (isBehind && control.progress.state !== 'running') return undefined;
    const now = clock.now();
    const next = takeStep(control, toFirstStep(control, beginning, now), now);
    await saveControl(tx, next.control, next.shown, now);
    if (next.control.progress.state === 'running')
      return { ...next.control, version: control.version + 1 };
    await enqueueBehind(tx, control, now);
    return undefined;
  });
};

/** Keeps how a stage ended. Answers the run as it goes on, if it does. */
const endStage = async (
  engine: Engine,
  control: Control,
  ended: Ended,
): Promise<Control | undefined> => {
  const now = engine.clock.now();
  const { progress, failure, retryInMs } = settle(control.progress, ended.result);
  const nextAttemptAt = retryInMs === undefined ? undefined : new Date(now.getTime() + retryInMs);
  const step = { progress, ended, failure, nextAttemptAt };
  if (progress.state !== 'running') {
    const isKept = await insist(() => saveEnd(engine, control, step, now));
    if (!isKept) engine.log.info({ runId: control.runId }, 'run was changed by somebody else');
    return undefined;
  }
  const next = takeStep(control, step, now);
  const isKept = await insist(() => saveControl(engine.db, next.control, next.shown, now));
  return isKept ? { ...next.control, version: control.version + 1 } : undefined;
};

/**
 * Carries a run out, stage by stage, as far as it goes now. The beginning and the end of each stage
 * are kept before anything follows from them, so whoever takes it up goes on where it stood.
 */
export const carryOut = async (
  engine: Engine,
  place: RunPlace,
  stopping: AbortSignal,
): Promise<void> => {
  let control = await insist(() => beginRun(engine, place));
  while (control) {
    engine.changes.announce('pipelines');
    const ended = await runStage(engine, control, stopping);
    control = await endStage(engine, control, ended);
  }
  engine.changes.announce('pipelines');
};
