import type { IntegrityResult, IntegritySeverity } from '@taffrail/contract';
import { severityWords } from './severity-words.ts';

/** How high each stands in a strip, as a share: what it is shows without its colour, too. */
export const stripLevels = {
  nothing_to_check: 0.15,
  ok: 0.35,
  warning: 0.7,
  error: 1,
  unknown: 1,
} as const satisfies Record<IntegritySeverity, number>;

const order: readonly IntegritySeverity[] = [
  'error',
  'warning',
  'unknown',
  'ok',
  'nothing_to_check',
];

/** "Last 14 runs: 2 Error, 12 OK", the worst first. */
export const summarizeRuns = (results: readonly Pick<IntegrityResult, 'severity'>[]): string => {
  const counts = order
    .map((severity) => ({
      word: severityWords[severity].word,
      count: results.filter((result) => result.severity === severity).length,
    }))
    .filter(({ count }) => count > 0);
  const runs = results.length === 1 ? 'Last run' : `Last ${results.length} runs`;
  return `${runs}: ${counts.map(({ word, count }) => `${count} ${word}`).join(', ')}`;
};
