import type { SkipReason } from '@taffrail/contract';
import type { StageResult } from '../alert-runs.ts';
import type { Control } from '../engine/control.store.ts';
import { hasEnded, type Failure, type Progress } from '../engine/machine.ts';
import { executionId, shownStages } from './execution-id.ts';
import type { Shown, ShownExecution, ShownRun } from './record-runs.store.ts';

/** How the execution that was under way ended. */
export interface Ended {
  readonly result: StageResult;
  readonly durationMs: number;
}

/** What becomes of a run at one time. */
export interface Step {
  readonly progress: Progress;
  readonly ended?: Ended | undefined;
  /** Why it failed, or is tried again. */
  readonly failure?: Failure | undefined;
  readonly nextAttemptAt?: Date | undefined;
}

const toExecution = (
  { runId, traceId }: Control,
  { stage, stageAttempt: attempt }: Progress,
): Pick<ShownExecution, 'id' | 'runId' | 'stage' | 'position' | 'attempt' | 'traceId'> => ({
  id: executionId(runId, stage, attempt),
  runId,
  stage,
  position: shownStages.indexOf(stage),
  attempt,
  traceId,
});

const nothingYet = { reason: null, durationMs: null, errorType: null, errorMessage: null };

/** The first was shown when the run was made: as pending, and as if it had begun then. */
const toBegun = (control: Control, progress: Progress, now: Date): ShownExecution => ({
  ...toExecution(control, progress),
  ...nothingYet,
  storedAt: progress.stageAttempt === 1 ? control.createdAt : null,
  createdAt: now,
  status: 'running',
  attributes: {},
});

const reasonOf = (result: StageResult): SkipReason | null =>
  result.state === 'skipped' ? result.reason : null;

const toEnded = (control: Control, { result, durationMs }: Ended, now: Date): ShownExecution => {
  const beganAt = control.stageBeganAt ?? now;
  const output = result.state === 'failed' ? undefined : result.output;
  return {
    ...toExecution(control, control.progress),
    storedAt: beganAt,
    createdAt: beganAt,
    status: result.state,
    reason: reasonOf(result),
    durationMs,
    errorType: result.state === 'failed' ? result.errorType : null,
    errorMessage: result.state === 'failed' ? result.message : null,
    attributes: output === undefined ? {} : { output },
  };
};

const toRun = (control: Control, step: Step, now: Date): ShownRun => ({
  id: control.runId,
  createdAt: control.createdAt,
  heardAt: now,
  state: step.progress.state,
  attempt: step.progress.attempt,
  durationMs: hasEnded(step.progress.state) ? now.getTime() - control.createdAt.getTime() : null,
  errorType: step.failure?.errorType ?? null,
  errorMessage: step.failure?.message ?? null,
  failedStages: step.progress.failedStages,
  traceId: control.traceId,
  attributes: {},
});

/** What is kept of a step, and what is shown of it. Whatever runs after it has just begun. */
export const takeStep = (
  control: Control,
  step: Step,
  now: Date,
): { readonly control: Control; readonly shown: Shown } => {
  const { progress, ended } = step;
  const isBegun = progress.state === 'running';
  const output = ended && ended.result.state !== 'failed' ? ended.result.output : undefined;
  return {
    control: {
      ...control,
      progress,
      stageBeganAt: isBegun ? now : control.stageBeganAt,
      outputs:
        output === undefined
          ? control.outputs
          : { ...control.outputs, [control.progress.stage]: output },
      nextAttemptAt: step.nextAttemptAt ?? null,
    },
    shown: {
      runs: [toRun(control, step, now)],
      executions: [
        ...(ended ? [toEnded(control, ended, now)] : []),
        ...(isBegun ? [toBegun(control, progress, now)] : []),
      ],
    },
  };
};
