import type { StageExecution } from '@taffrail/contract';

/** A stage of a run, by its latest attempt. */
export interface RunStage {
  readonly stage: string;
  readonly latest: StageExecution;
  /** Those before, in order. */
  readonly earlier: readonly StageExecution[];
}

const isLater = (one: StageExecution, other: StageExecution): boolean =>
  one.attempt === other.attempt ? one.createdAt > other.createdAt : one.attempt > other.attempt;

/** In the order in which the server has them: that of their places, then of time. */
export const groupAttempts = (executions: readonly StageExecution[]): RunStage[] =>
  [...Map.groupBy(executions, ({ stage }) => stage)].flatMap(([stage, all]) => {
    const ordered = all.toSorted((a, b) => (isLater(a, b) ? 1 : -1));
    const latest = ordered.at(-1);
    return latest ? [{ stage, latest, earlier: ordered.slice(0, -1) }] : [];
  });
