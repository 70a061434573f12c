import type { HealthScore } from '@taffrail/contract';
import { formatPoints } from '../../lib/format.ts';
import { SmallRow, SmallTable } from '../small-table.tsx';
import { missingWords, termText, termTitles, toPoints } from './term-words.ts';

const columns = [
  { title: 'Term', className: 'text-left' },
  { title: 'Value', className: 'text-right' },
  { title: 'Points', className: 'text-right' },
];

/** What a score is made of; the points add up to it. */
export function ScoreTerms({ health }: { health: HealthScore }) {
  return (
    <SmallTable caption="Terms of the health score" columns={columns}>
      {toPoints(health.terms).map(({ term, points, most }) => (
        <SmallRow key={term.term}>
          <th scope="row" className="py-1.5 pr-3 text-left font-normal">
            {termTitles[term.term]}
          </th>
          {term.missing ? (
            <td colSpan={2} className="py-1.5 text-right text-muted">
              Left out: {missingWords[term.missing]}
            </td>
          ) : (
            <>
              <td className="py-1.5 text-right" data-numeric>
                {termText(term)}
              </td>
              <td className="py-1.5 pl-3 text-right whitespace-nowrap" data-numeric>
                {formatPoints(points ?? 0)}{' '}
                <span className="text-muted">of {formatPoints(most ?? 0)}</span>
              </td>
            </>
          )}
        </SmallRow>
      ))}
    </SmallTable>
  );
}
