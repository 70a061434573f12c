import type { AlertRunStage, ChangeTopic } from '@taffrail/contract';
import type pg from 'pg';
import type { MailAccess } from '../../config.ts';
import type { Changes } from '../../platform/changes/changes.ts';
import { startStopwatch, type Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Logger } from '../../platform/log.ts';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import type { JsonObject, Stage, StageContext, StageResult } from '../alert-runs.ts';
import type { Ended } from '../showing/show-step.ts';
import { keepAlive, type Control } from './control.store.ts';
import type { Transitions } from './transitions.ts';

export interface Engine {
  /** As the owner of the schema. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly changes: Pick<Changes<ChangeTopic>, 'announce'>;
  readonly secret: string;
  readonly publicUrl: string;
  readonly mail?: MailAccess | undefined;
  readonly productDatabase?: pg.Pool | undefined;
  readonly stages: ReadonlyMap<AlertRunStage, Stage>;
  readonly transitions: Transitions;
}

/** How often a stage under way is told of, and asked whether it is still ours. */
const heartbeatMs = 10_000;
/** What takes longer hangs, and would hold up what waits behind it. */
const longestStageMs = 120_000;

const toContext = (engine: Engine, control: Control, signal: AbortSignal): StageContext => {
  const { progress, runId } = control;
  const { db, clock, log, changes, secret, publicUrl } = engine;
  return {
    db,
    clock,
    log,
    changes,
    secret,
    publicUrl,
    mail: engine.mail,
    productDatabase: engine.productDatabase,
    run: {
      id: runId,
      createdAt: control.createdAt,
      traceId: control.traceId,
      incidentId: control.incidentId,
      alertId: control.alertId,
      cause: control.cause,
    },
    attempt: progress.stageAttempt,
    askedForAt: control.lastAct?.act === 'retry' ? control.lastAct.at : null,
    key: `${runId}:${progress.stage}:${progress.stageAttempt}`,
    earlier: control.outputs,
    signal,
  };
};

/** No NUL and no lone surrogate: Postgres could not store them, and others write what stages say. */
const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

const storableJson = (output: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(output), (_, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  ) as JsonObject;

/** The limits of what is told of a pipeline. */
const cut = (result: StageResult): StageResult => {
  if (result.state === 'failed')
    return {
      ...result,
      errorType: storable(result.errorType.slice(0, 200)),
      message: storable(scrubText(result.message).slice(0, 2_000)),
    };
  return result.output ? { ...result, output: storableJson(result.output) } : result;
};

const toFailure = (error: unknown): StageResult => ({
  state: 'failed',
  errorType: error instanceof Error ? error.name : 'Error',
  message: error instanceof Error ? error.message : String(error),
});

/** Rejects when the signal comes: a stage that does not listen holds nobody up. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/** Tells of the stage until it is stopped; aborts when the run was taken away meanwhile. */
const startHeartbeat = (engine: Engine, control: Control) => {
  const taken = new AbortController();
  const beat = async (): Promise<void> => {
    try {
      const isOurs = await keepAlive(engine.db, control, engine.clock.now());
      if (!isOurs) taken.abort(new Error('The run was changed by somebody else meanwhile.'));
    } catch (error) {
      engine.log.debug({ err: error }, 'no sign of life of a run');
    }
  };
  const timer = setInterval(() => void beat(), heartbeatMs);
  return { taken: taken.signal, stop: () => clearInterval(timer) };
};

/**
 * Runs the stage that has begun.
 *
 * @throws when the worker stops or the run was taken away: then nothing is known of its end
 */
export const runStage = async (
  engine: Engine,
  control: Control,
  stopping: AbortSignal,
): Promise<Ended> => {
  const readDuration = startStopwatch();
  const stage = engine.stages.get(control.progress.stage);
  if (!stage) return { result: { state: 'skipped', reason: 'disabled' }, durationMs: 0 };
  const heartbeat = startHeartbeat(engine, control);
  const signal = AbortSignal.any([stopping, heartbeat.taken, AbortSignal.timeout(longestStageMs)]);
  try {
    const running = stage.run(toContext(engine, control, signal));
    const result = await Promise.race([running, untilAborted(signal)]);
    return { result: cut(result), durationMs: readDuration() };
  } catch (error) {
    if (stopping.aborted || heartbeat.taken.aborted) throw error;
    engine.log.warn({ err: error, runId: control.runId, stage: stage.name }, 'stage threw');
    return { result: cut(toFailure(error)), durationMs: readDuration() };
  } finally {
    heartbeat.stop();
  }
};
