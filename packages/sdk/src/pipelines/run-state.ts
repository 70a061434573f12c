import { toMilliseconds } from '../record/telling.ts';
import { describeError, errorTypeOf } from '../report/describe-error.ts';

/** What is told of a run or a stage at one moment. */
export interface State {
  readonly status: 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped';
  readonly durationMs?: number | undefined;
  readonly errorType?: string | undefined;
  readonly errorMessage?: string | undefined;
}

/** The console's limits: characters, and thirty days. */
const longestMessage = 2_000;
const longestMs = 30 * 86_400_000;

export const ended = (durationMs: number): State => ({
  status: 'succeeded',
  durationMs: toMilliseconds(durationMs, longestMs),
});

export const failed = (durationMs: number, error: unknown): State => ({
  status: 'failed',
  durationMs: toMilliseconds(durationMs, longestMs),
  errorType: errorTypeOf(error),
  errorMessage: describeError(error).slice(0, longestMessage),
});
