import type { PipelineRunFilter } from '@taffrail/contract';
import { readPipelines, type PipelinesContext } from '../reading/read-pipelines.ts';

/** From how many milliseconds on a run of a pipeline is slow. */
export interface SlowLimit {
  readonly pipeline: string;
  readonly ms: number;
}

/** Percentiles are right within 2 %: what is not above the true one is never slow. */
const roomForError = 1.02;

/**
 * What 95 of 100 runs of a pipeline kept to in the last seven days: asked for by those filters only
 * that need it, else nothing. A pipeline without runs of that time has none that is slow.
 */
export const readSlowLimits = async (
  context: PipelinesContext,
  { slowerThan }: Pick<PipelineRunFilter, 'slowerThan'>,
): Promise<readonly SlowLimit[] | undefined> => {
  if (slowerThan === undefined) return undefined;
  const { items } = await readPipelines(context, '7d');
  return items.flatMap(({ pipeline, runs: { p95Ms } }) =>
    p95Ms === null ? [] : [{ pipeline, ms: p95Ms * roomForError }],
  );
};
