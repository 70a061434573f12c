import { AlertRunStage, type AlertRunState } from '@taffrail/contract';
import type { StageResult } from '../alert-runs.ts';

/**
 * What may become of a run, and when: decided here and nowhere else, of values alone. What the
 * engine and what operators do both go through it.
 */
export interface Progress {
  readonly state: AlertRunState;
  /** Under way, or next; of a run that has ended the one that it ended with. */
  readonly stage: AlertRunStage;
  /** Of the run: one more with each retry. */
  readonly attempt: number;
  /** How often the stage was begun. */
  readonly stageAttempt: number;
  /** Since somebody asked for the stage. */
  readonly stageFailures: number;
  readonly stageInterruptions: number;
  /** Those of which any execution failed, in their order. */
  readonly failedStages: readonly string[];
}

export interface Failure {
  readonly errorType: string;
  readonly message: string;
}

export const stageOrder = AlertRunStage.options;

/** After the first attempt. */
export const mostRetries = 3;
/** A stage under which the process ends so often would end it for ever. */
export const mostInterruptions = 20;

const firstPauseMs = 2_000;
const longestPauseMs = 3_600_000;

/** 2, 8 and 32 seconds, unless whoever refused it said when. */
const pauseAfter = (failures: number, retryAfterMs: number | undefined): number =>
  retryAfterMs === undefined
    ? firstPauseMs * 4 ** (failures - 1)
    : Math.min(Math.max(retryAfterMs, 0), longestPauseMs);

const withFailed = ({ failedStages, stage }: Progress): string[] =>
  stageOrder.filter((name) => name === stage || failedStages.includes(name));

export const hasEnded = (state: AlertRunState): boolean =>
  state === 'succeeded' || state === 'failed';

/** The stage begins, for the first time or again. */
const begun = (progress: Progress): Progress => ({
  ...progress,
  state: 'running',
  stageAttempt: progress.stageAttempt + 1,
});

const nextOf = (stage: AlertRunStage): AlertRunStage | undefined =>
  stageOrder[stageOrder.indexOf(stage) + 1];

const begunAnew = (progress: Progress, stage: AlertRunStage): Progress =>
  begun({ ...progress, stage, stageAttempt: 0, stageFailures: 0, stageInterruptions: 0 });

export interface Beginning {
  readonly progress: Progress;
  /** The process ended under it: that execution is over, too. */
  readonly interrupted: boolean;
}

/** What a worker that has the run begins with; nothing of what has ended. */
export const begin = (progress: Progress): Beginning | undefined => {
  if (hasEnded(progress.state)) return undefined;
  if (progress.state !== 'running') return { progress: begun(progress), interrupted: false };
  const stageInterruptions = progress.stageInterruptions + 1;
  const failedStages = withFailed(progress);
  const noted = { ...progress, stageInterruptions, failedStages };
  if (stageInterruptions <= mostInterruptions) return { progress: begun(noted), interrupted: true };
  const next = nextOf(progress.stage);
  return {
    progress: next === undefined ? { ...noted, state: 'failed' } : begunAnew(noted, next),
    interrupted: true,
  };
};

export interface Settling {
  readonly progress: Progress;
  /** Of what is retrying: in how long. */
  readonly retryInMs?: number;
  /** Why the run failed, or is tried again. */
  readonly failure?: Failure;
}

/** A check or an analysis that fails for good silences no alert: the next stage begins all the same. */
const settleFailure = (
  progress: Progress,
  result: Extract<StageResult, { state: 'failed' }>,
): Settling => {
  const { errorType, message, retryAfterMs, isFinal = false } = result;
  const failure = { errorType, message };
  const stageFailures = progress.stageFailures + 1;
  const noted = { ...progress, stageFailures, failedStages: withFailed(progress) };
  if (isFinal || stageFailures > mostRetries) {
    const next = nextOf(progress.stage);
    return next === undefined
      ? { progress: { ...noted, state: 'failed' }, failure }
      : { progress: begunAnew(noted, next) };
  }
  return {
    progress: { ...noted, state: 'retrying', attempt: progress.attempt + 1 },
    retryInMs: pauseAfter(stageFailures, retryAfterMs),
    failure,
  };
};

/** What follows from how a stage ended that was running. */
export const settle = (progress: Progress, result: StageResult): Settling => {
  if (result.state === 'failed') return settleFailure(progress, result);
  const next = nextOf(progress.stage);
  if (next !== undefined) return { progress: begunAnew(progress, next) };
  // What was skipped for want of what came before was not rightly skipped.
  if (result.state === 'skipped' && result.reason === 'upstream_failed') {
    const message = 'The last stage was skipped, since one before it had failed.';
    return {
      progress: { ...progress, state: 'failed' },
      failure: { errorType: 'upstream_failed', message },
    };
  }
  return { progress: { ...progress, state: 'succeeded' } };
};

/** Why a run cannot be marked for retry, as a sentence; null when it can. */
export const refuseRetry = ({ state, attempt }: Progress): string | null => {
  if (state === 'succeeded') return 'The run succeeded: there is nothing to try again.';
  if (state === 'running') return 'The run is under way: it can be retried once it has failed.';
  if (state === 'pending') return 'The run has not begun yet: it will by itself.';
  if (state === 'retrying') return `The run waits for attempt ${attempt} already.`;
  return null;
};

export const markRetry = (progress: Progress): Progress => ({
  ...progress,
  state: 'retrying',
  attempt: progress.attempt + 1,
  stageFailures: 0,
  stageInterruptions: 0,
});

/** Why a run cannot be marked as failed. */
export const refuseFail = ({ state }: Progress): string | null => {
  if (state === 'succeeded') return 'The run succeeded: what it did is done.';
  if (state === 'failed') return 'The run has failed already.';
  return null;
};

/** Of one that is running the stage fails with it. */
export const markFailed = (progress: Progress): Progress => ({
  ...progress,
  state: 'failed',
  failedStages: progress.state === 'running' ? withFailed(progress) : progress.failedStages,
});
