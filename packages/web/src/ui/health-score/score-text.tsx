import type { HealthScore } from '@taffrail/contract';
import { formatPoints } from '../../lib/format.ts';
import { missingWords, termText, termTitles, toPoints } from './term-words.ts';

/** The same as the table of its terms, in sentences: below the formula of the score. */
export function ScoreText({ health }: { health: HealthScore }) {
  return toPoints(health.terms).map(({ term, points, most }) => (
    <span key={term.term} className="block">
      {termTitles[term.term]}:{' '}
      {term.missing
        ? `left out, ${missingWords[term.missing]}.`
        : `${termText(term)}, ${formatPoints(points ?? 0)} of ${formatPoints(most ?? 0)} points.`}
    </span>
  ));
}
