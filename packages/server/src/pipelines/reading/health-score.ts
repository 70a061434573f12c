import type { HealthScore, HealthTerm, HealthTermName, MissingTerm } from '@taffrail/contract';
import type { Tally } from './tally.ts';

/** What a score is made of, of one pipeline or of several together. */
export interface HealthParts {
  readonly succeededRuns: number;
  readonly endedRuns: number;
  readonly failedStages: number;
  readonly endedStages: number;
  /** Runs of pipelines with a target that took no longer than it, of those whose time is known. */
  readonly withinTarget: number;
  readonly timedRuns: number;
  readonly hasTarget: boolean;
  readonly scored: number;
  readonly scoreSum: number;
}

const weights: Readonly<Record<HealthTermName, number>> = {
  success: 0.4,
  errors: 0.2,
  latency: 0.2,
  accuracy: 0.2,
};

const toTerm = (term: HealthTermName, of: number, n: number, missing: MissingTerm): HealthTerm =>
  n === 0
    ? { term, weight: weights[term], value: null, n, missing }
    : { term, weight: weights[term], value: of / n, n, missing: null };

/**
 * 100 × (0.4 success + 0.2 (1 − error rate) + 0.2 latency within target + 0.2 accuracy). Terms
 * without data are left out, and share their weight among the others as these stand to each other.
 */
export const scoreHealth = (parts: HealthParts): HealthScore => {
  const terms = [
    toTerm('success', parts.succeededRuns, parts.endedRuns, 'no_runs'),
    toTerm('errors', parts.endedStages - parts.failedStages, parts.endedStages, 'no_runs'),
    toTerm(
      'latency',
      parts.withinTarget,
      parts.timedRuns,
      parts.hasTarget ? 'no_runs' : 'no_target',
    ),
    toTerm('accuracy', parts.scoreSum, parts.scored, 'no_scores'),
  ];
  let weight = 0;
  let points = 0;
  for (const { value, weight: its } of terms) {
    if (value === null) continue;
    weight += its;
    points += its * value;
  }
  return { score: weight === 0 ? null : (100 * points) / weight, terms };
};

/** @param stages of all stages together */
export const toHealthParts = (
  runs: Tally,
  stages: Tally,
  targetMs: number | undefined,
): HealthParts => {
  const { within, n } = targetMs === undefined ? { within: 0, n: 0 } : runs.countWithin(targetMs);
  return {
    succeededRuns: runs.counts.succeeded,
    endedRuns: runs.ended,
    failedStages: stages.counts.failed,
    endedStages: stages.ended,
    withinTarget: within,
    timedRuns: n,
    hasTarget: targetMs !== undefined,
    scored: stages.scored,
    scoreSum: stages.scoreSum,
  };
};

/** Of all pipelines together; those without a target say nothing about latency. */
export const addHealthParts = (all: readonly HealthParts[]): HealthParts => {
  const sum = (read: (parts: HealthParts) => number): number =>
    all.reduce((total, parts) => total + read(parts), 0);
  return {
    succeededRuns: sum((parts) => parts.succeededRuns),
    endedRuns: sum((parts) => parts.endedRuns),
    failedStages: sum((parts) => parts.failedStages),
    endedStages: sum((parts) => parts.endedStages),
    withinTarget: sum((parts) => parts.withinTarget),
    timedRuns: sum((parts) => parts.timedRuns),
    hasTarget: all.some((parts) => parts.hasTarget),
    scored: sum((parts) => parts.scored),
    scoreSum: sum((parts) => parts.scoreSum),
  };
};
