import type { Ended } from '../showing/show-step.ts';
import type { Control, RunPlace } from './control.store.ts';
import { settle } from './machine.ts';
import { runStage, type Engine } from './run-stage.ts';

/** Keeps how a stage ended. Answers the run as it goes on, if it does. */
const endStage = (
  { clock, transitions }: Engine,
  control: Control,
  ended: Ended,
): Promise<Control | undefined> => {
  const { progress, failure, retryInMs } = settle(control.progress, ended.result);
  const nextAttemptAt =
    retryInMs === undefined ? undefined : new Date(clock.now().getTime() + retryInMs);
  return transitions.take(control, { progress, ended, failure, nextAttemptAt });
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
  let control = await engine.transitions.begin(place);
  while (control) {
    engine.changes.announce('pipelines');
    const ended = await runStage(engine, control, stopping);
    control = await endStage(engine, control, ended);
  }
  engine.changes.announce('pipelines');
};
