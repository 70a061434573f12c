import type { PipelineStage, StateCounts } from '@taffrail/contract';
import { expect, it } from 'vitest';
import { judgeStage } from './judge-stage.ts';

const none: StateCounts = {
  pending: 0,
  running: 0,
  retrying: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  neverRan: 0,
};
const stage = (
  counts: Partial<StateCounts>,
  { p95Ms = null, targetMs = null }: { p95Ms?: number | null; targetMs?: number | null } = {},
): PipelineStage => {
  const figures = {
    counts: { ...none, ...counts },
    errorRate: null,
    p50Ms: null,
    p95Ms,
    accuracy: null,
  };
  return {
    stage: 'search',
    title: 'Search',
    position: 0,
    figures,
    compared: figures,
    targetMs,
    series: [],
  };
};

it.each([
  [{ succeeded: 9, failed: 1 }, {}, 'warning', '1 failed'],
  [{ failed: 2 }, {}, 'error', '2 failed'],
  [{ succeeded: 9 }, { p95Ms: 600, targetMs: 500 }, 'warning', 'Above its target'],
  [{ succeeded: 9 }, { p95Ms: 400, targetMs: 500 }, 'ok', 'No failures'],
  [{ succeeded: 9 }, { p95Ms: 400 }, 'ok', 'No failures'],
  [{ running: 1 }, {}, 'running', 'Running'],
  [{ skipped: 3 }, {}, 'idle', 'Skipped'],
  [{ neverRan: 3 }, {}, 'unknown', 'Never ran'],
  [{}, {}, 'unknown', 'Did not run'],
])('judges %j, %j as %s: %s', (counts, latency, status, word) => {
  expect(judgeStage(stage(counts, latency))).toEqual({ status, word });
});
