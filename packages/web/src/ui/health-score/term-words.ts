import type { HealthTerm, HealthTermName, MissingTerm } from '@taffrail/contract';
import { formatPercent, plural } from '../../lib/format.ts';

export const termTitles = {
  success: 'Runs that succeeded',
  errors: 'Stages without error',
  latency: 'Runs within their target',
  accuracy: 'Accuracy',
} as const satisfies Record<HealthTermName, string>;

const things = {
  success: 'run',
  errors: 'execution',
  latency: 'run',
  accuracy: 'score',
} as const satisfies Record<HealthTermName, string>;

export const missingWords = {
  no_runs: 'nothing ran',
  no_target: 'no target is configured',
  no_scores: 'nothing was scored',
} as const satisfies Record<MissingTerm, string>;

/** `96.2% of 130 runs`. */
export const termText = ({ term, value, n }: HealthTerm): string =>
  value === null ? '–' : `${formatPercent(value)} of ${plural(n, things[term])}`;

/** The points that each term has and could have, where those that are left out share theirs. */
export const toPoints = (
  terms: readonly HealthTerm[],
): {
  readonly term: HealthTerm;
  readonly points: number | null;
  readonly most: number | null;
}[] => {
  const whole = terms.reduce((sum, { value, weight }) => sum + (value === null ? 0 : weight), 0);
  return terms.map((term) => {
    const most = term.value === null || whole === 0 ? null : (100 * term.weight) / whole;
    return { term, most, points: most === null || term.value === null ? null : most * term.value };
  });
};

/** "Accuracy is left out: nothing was scored." */
export const leftOutText = (terms: readonly HealthTerm[]): string | undefined => {
  const missing = terms.filter(
    (term): term is HealthTerm & { missing: MissingTerm } => term.missing !== null,
  );
  if (missing.length === 0) return undefined;
  return missing
    .map(({ term, missing: why }) => `${termTitles[term]} left out: ${missingWords[why]}.`)
    .join(' ');
};
