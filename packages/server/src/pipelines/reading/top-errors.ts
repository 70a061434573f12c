import type { PipelineError } from '@taffrail/contract';
import type { ErrorSample } from './errors.store.ts';
import type { StageSums } from './rollups.store.ts';

/** A kind of error of a stage, or of the runs where they have no stages. */
export interface ErrorCount {
  readonly stage: string;
  /** Empty where none was told. */
  readonly errorType: string;
  readonly count: number;
}

const mostKinds = 10;

/**
 * The most frequent kinds. A run fails for what its stage failed for: its own error is counted only
 * of a pipeline that tells of no stages.
 */
export const countErrors = (rows: readonly StageSums[]): ErrorCount[] => {
  const current = rows.filter(({ is_current }) => is_current);
  const hasStages = current.some(({ stage }) => stage !== '');
  const counts = new Map<string, ErrorCount>();
  for (const { stage, errors } of current) {
    if (hasStages && stage === '') continue;
    for (const [errorType, count] of Object.entries(errors)) {
      const key = JSON.stringify([stage, errorType]);
      const known = counts.get(key)?.count ?? 0;
      counts.set(key, { stage, errorType, count: known + count });
    }
  }
  return [...counts.values()]
    .sort(
      (a, b) =>
        b.count - a.count ||
        a.stage.localeCompare(b.stage) ||
        a.errorType.localeCompare(b.errorType),
    )
    .slice(0, mostKinds);
};

export const toPipelineError = (
  { stage, errorType, count }: ErrorCount,
  samples: readonly ErrorSample[],
): PipelineError => {
  const latest = samples.find((one) => one.stage === stage && one.error_type === errorType);
  return {
    stage: stage === '' ? null : stage,
    errorType: errorType === '' ? null : errorType,
    count,
    latest: latest
      ? {
          runId: latest.run_id,
          at: latest.created_at.toISOString(),
          errorMessage: latest.error_message,
        }
      : null,
  };
};
