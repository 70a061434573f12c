import type { Job } from '../jobs/jobs.store.ts';
import type { Tradewind } from '../tradewind.ts';

/**
 * What models add is worth having and not worth failing for: without it, what was there before.
 *
 * @throws only when the process stops
 */
export const tryStage = async <Result>(
  { taffrail }: Pick<Tradewind, 'taffrail'>,
  { job, signal }: { readonly job: Job; readonly signal: AbortSignal },
  stage: () => Promise<Result>,
  otherwise: Result,
): Promise<Result> => {
  try {
    return await stage();
  } catch (error) {
    signal.throwIfAborted();
    taffrail.log(job, { level: 'warning', source: job.kind, error });
    return otherwise;
  }
};
