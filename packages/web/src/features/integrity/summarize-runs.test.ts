import type { IntegritySeverity } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { summarizeRuns } from './summarize-runs.ts';

const runs = (...severities: IntegritySeverity[]) => severities.map((severity) => ({ severity }));

describe('summarizeRuns', () => {
  it.each([
    [runs('ok', 'ok', 'error', 'ok', 'unknown'), 'Last 5 runs: 1 Error, 1 Unknown, 3 OK'],
    [runs('nothing_to_check', 'warning'), 'Last 2 runs: 1 Warning, 1 Nothing to check'],
    [runs('ok'), 'Last run: 1 OK'],
  ])('tells the worst first', (results, summary) => {
    expect(summarizeRuns(results)).toBe(summary);
  });
});
