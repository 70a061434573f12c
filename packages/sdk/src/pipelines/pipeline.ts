import type { Session } from '../capture/session.ts';

/** Names have at most 100 characters, ids 200. */
export interface PipelineDefinition {
  name: string;
  /** Of this run: an id of yours, to score it later without another. Made up unless given. */
  id?: string | undefined;
  /** From 1; a run that is tried again under its id has the next. */
  attempt?: number | undefined;
  /** Its stages in their order: what a run never came to is told as such. */
  stages?: readonly string[] | undefined;
  /** Anything that helps to understand a run. At most 32,768 bytes as JSON. */
  attributes?: Readonly<Record<string, unknown>> | undefined;
}

export type SkipReason = 'disabled' | 'nothing_found' | 'not_applicable' | 'upstream_failed';

/** One stage while it runs. */
export interface Stage {
  /** How right its outcome is, from 0 to 1, if that is known already; else see `score`. */
  readonly accuracy: (value: number) => void;
}

/** One run of a pipeline. Nothing of it throws but what the host's own functions throw. */
export interface PipelineRun {
  readonly id: string;
  /**
   * Runs one stage: how long it took, and how it ended. Gives what `work` gives and throws what it
   * throws. A stage that is run again in the same run is another attempt of it.
   */
  readonly stage: <Result>(
    name: string,
    work: (stage: Stage) => Result | PromiseLike<Result>,
  ) => Promise<Result>;
  /** Says that a stage was left out, and why. */
  readonly skip: (name: string, reason: SkipReason) => void;
}

/**
 * Records a run of a pipeline and its stages.
 *
 *     await taffrail.pipeline('discovery', session, async (run) => {
 *       const found = await run.stage('search', () => search(keyword));
 *       return run.stage('rank', () => rank(found));
 *     });
 *
 * Gives what `work` gives and throws what it throws: with that, the run has failed. A run that takes
 * longer than a second is told while it runs, too.
 */
export interface RunPipeline {
  <Result>(
    pipeline: string | PipelineDefinition,
    session: Session | null | undefined,
    work: (run: PipelineRun) => Result | PromiseLike<Result>,
  ): Promise<Result>;
}
