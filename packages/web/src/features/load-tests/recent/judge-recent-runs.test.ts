import type { LoadTestRun, LoadTestVerdict } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { judgeRecentRuns } from './judge-recent-runs.ts';

const run = (name: string, verdict: LoadTestVerdict): LoadTestRun => ({
  id: '0192f000-0000-7000-8000-00000000c01a',
  loadTest: { id: name, name },
  createdAt: '2026-11-15T03:00:00Z',
  receivedAt: '2026-11-15T03:01:00Z',
  tool: 'k6',
  verdict,
  verdictReason: '',
  durationMs: null,
  virtualUsers: null,
  requests: null,
  failed: null,
  averageMs: null,
  tail: null,
  errorRate: null,
  thresholds: [],
  analysis: null,
  autofix: null,
});

describe('judgeRecentRuns', () => {
  it('speaks of the latest run of each test', () => {
    const runs = [
      run('checkout', 'passed'),
      run('search', 'failed'),
      run('checkout', 'failed'),
      run('search', 'passed'),
      run('nightly', 'missed'),
    ];
    expect(judgeRecentRuns(runs).map(({ tone, text }) => [tone, text])).toEqual([
      ['warning', 'load test search failed'],
      ['warning', 'load test nightly was missed'],
    ]);
  });

  it('has nothing to say of what is neither, and does not take for well what is not known', () => {
    expect(judgeRecentRuns([run('a', 'aborted'), run('b', 'unknown')])).toEqual([]);
    expect(judgeRecentRuns([])).toEqual([]);
    expect(judgeRecentRuns(undefined)).toMatchObject([{ tone: 'unknown', panel: 'load-tests' }]);
  });
});
