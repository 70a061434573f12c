import type { LoadTestThreshold, LoadTestTool, LoadTestVerdict } from '@taffrail/contract';

export interface Judged {
  readonly verdict: LoadTestVerdict;
  readonly reason: string;
}

/**
 * k6: 97 and 99 thresholds crossed (in the cloud, here), 110 marked as failed by the script; 98 and
 * 100 to 109 it did not come to its end. https://github.com/grafana/k6, errext/exitcodes/codes.go.
 * Artillery ends with 1 when `ensure` is not met, Locust when a request failed.
 */
const exitCodes: Readonly<Record<LoadTestTool, (code: number) => LoadTestVerdict>> = {
  k6: (code) => {
    if (code === 97 || code === 99 || code === 110) return 'failed';
    return code >= 98 && code <= 109 ? 'aborted' : 'unknown';
  },
  artillery: (code) => (code === 1 ? 'failed' : 'unknown'),
  locust: (code) => (code === 1 ? 'failed' : 'unknown'),
  autocannon: () => 'unknown',
};

/** 128 and a signal, as shells tell it: stopped from outside. */
const stoppedBySignal = (code: number): boolean => [129, 130, 137, 143].includes(code);

const judgeExitCode = (tool: LoadTestTool, code: number): LoadTestVerdict => {
  if (code === 0) return 'passed';
  return stoppedBySignal(code) ? 'aborted' : exitCodes[tool](code);
};

const words: Readonly<Record<LoadTestVerdict, string>> = {
  passed: 'passed',
  failed: 'failed',
  aborted: 'did not come to its end',
  missed: 'did not run',
  unknown: 'says nothing known',
};

/**
 * Whether a run passed: by its thresholds, else by the exit code. A run that was stopped is neither
 * passed nor failed, whatever its thresholds were up to then; a failure is one whoever tells it.
 */
export const judge = (
  tool: LoadTestTool,
  thresholds: readonly LoadTestThreshold[],
  exitCode: number | undefined,
  /** What thresholds are about, and the report does not tell. */
  untold: readonly string[] = [],
): Judged => {
  const told = exitCode === undefined ? undefined : judgeExitCode(tool, exitCode);
  const byCode = `exit code ${exitCode} of ${tool}: ${words[told ?? 'unknown']}`;
  const crossed = thresholds.filter(({ isMet }) => !isMet).length;
  if (told === 'aborted') return { verdict: 'aborted', reason: byCode };
  if (crossed > 0)
    return { verdict: 'failed', reason: `${crossed} of ${thresholds.length} thresholds crossed` };
  if (told === 'failed') return { verdict: 'failed', reason: byCode };
  if (untold.length > 0)
    return {
      verdict: 'unknown',
      reason: `the report does not tell ${untold.join(' and ')}, which a threshold is about`,
    };
  if (thresholds.length > 0)
    return { verdict: 'passed', reason: `all ${thresholds.length} thresholds met` };
  if (told !== undefined) return { verdict: told, reason: byCode };
  return { verdict: 'unknown', reason: 'neither a threshold nor an exit code is known' };
};
