import { describe, expect, it } from 'vitest';
import { addHealthParts, scoreHealth, type HealthParts } from './health-score.ts';

const parts: HealthParts = {
  succeededRuns: 90,
  endedRuns: 100,
  failedStages: 10,
  endedStages: 400,
  withinTarget: 75,
  timedRuns: 100,
  hasTarget: true,
  scored: 50,
  scoreSum: 40,
};
const nothing: HealthParts = {
  succeededRuns: 0,
  endedRuns: 0,
  failedStages: 0,
  endedStages: 0,
  withinTarget: 0,
  timedRuns: 0,
  hasTarget: false,
  scored: 0,
  scoreSum: 0,
};
const missingOf = (of: HealthParts) =>
  Object.fromEntries(scoreHealth(of).terms.map(({ term, missing }) => [term, missing]));

describe('scoreHealth', () => {
  it('weighs success twice as much as errors, latency and accuracy', () => {
    // 0.4 × 0.9 + 0.2 × (1 − 10/400) + 0.2 × 0.75 + 0.2 × 0.8
    expect(scoreHealth(parts).score).toBeCloseTo(86.5, 10);
    expect(scoreHealth(parts).terms).toEqual([
      { term: 'success', weight: 0.4, value: 0.9, n: 100, missing: null },
      { term: 'errors', weight: 0.2, value: 0.975, n: 400, missing: null },
      { term: 'latency', weight: 0.2, value: 0.75, n: 100, missing: null },
      { term: 'accuracy', weight: 0.2, value: 0.8, n: 50, missing: null },
    ]);
  });

  it('leaves out what has no data, and says why', () => {
    const bare = { ...parts, hasTarget: false, withinTarget: 0, timedRuns: 0, scored: 0 };
    // (0.4 × 0.9 + 0.2 × 0.975) ÷ 0.6
    expect(scoreHealth(bare).score).toBeCloseTo(92.5, 10);
    expect(missingOf(bare)).toEqual({
      success: null,
      errors: null,
      latency: 'no_target',
      accuracy: 'no_scores',
    });
    expect(missingOf({ ...bare, hasTarget: true })['latency']).toBe('no_runs');
  });

  it('is unknown, not zero, when nothing ran', () => {
    expect(scoreHealth(nothing).score).toBeNull();
  });

  it('is of all runs of all pipelines, however they are spread', () => {
    const other = { ...nothing, succeededRuns: 10, endedRuns: 20, endedStages: 20 };
    const all = scoreHealth(addHealthParts([parts, other]));
    const [success, errors, latency] = all.terms;
    expect(success).toMatchObject({ value: 100 / 120, n: 120 });
    expect(errors).toMatchObject({ value: 410 / 420, n: 420 });
    // That of the only pipeline with a target.
    expect(latency).toMatchObject({ value: 0.75, n: 100 });
  });
});
