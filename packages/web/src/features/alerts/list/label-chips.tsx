import { FilterLink } from '../../../ui/filter-link.tsx';
import { capText } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { only, writeFilters } from '../filters/alert-fields.ts';
import { pairsOf, type Labels } from './label-pairs.ts';

/** In a row; the page of the alert has them all. */
const shown = 2;

const chipClass =
  'block max-w-full truncate rounded-badge bg-sunken px-1.5 text-caption leading-5 coarse:leading-6';

const textOf = ([name, value]: readonly [string, string]) => (
  <>
    <span className="text-muted">{capText(name, 60)}</span> {capText(value, 120)}
  </>
);

interface RowLabelsProps {
  labels: Labels;
  /** What stands beside them already: a label that only says that is left out. */
  besides: readonly (string | null)[];
}

/** In a row: the most telling, each of which filters by itself. */
export function RowLabels({ labels, besides }: RowLabelsProps) {
  const pairs = pairsOf(labels).filter(([, value]) => !besides.includes(value));
  if (pairs.length === 0) return <span className="text-muted">–</span>;
  const rest = pairs.slice(shown);
  return (
    <ul className="flex min-w-0 flex-wrap gap-1" aria-label="Labels">
      {pairs.slice(0, shown).map((pair) => (
        <li key={pair[0]} className="max-w-full min-w-0">
          <FilterLink
            inRow
            filter={only('label', pair.join('='))}
            title={`Only ${pair.join('=')}`}
            className={chipClass}
          >
            {textOf(pair)}
          </FilterLink>
        </li>
      ))}
      {rest.length > 0 && (
        <li
          className="text-caption text-muted"
          title={rest.map((pair) => pair.join('=')).join('\n')}
        >
          and {rest.length} more
        </li>
      )}
    </ul>
  );
}

/** All of one alert, each a link to the alerts that have it. */
export function AllLabels({ labels }: { labels: Labels }) {
  const pairs = pairsOf(labels);
  if (pairs.length === 0) return <span className="text-muted">None</span>;
  return (
    <ul className="flex min-w-0 flex-wrap gap-1" aria-label="Labels">
      {pairs.map((pair) => (
        <li key={pair[0]} className="max-w-full min-w-0">
          <Link
            to="/admin/alerts"
            search={{ f: writeFilters([only('label', pair.join('='))]) }}
            title={pair.join('=')}
            className={`${chipClass} text-text hover:text-accent`}
          >
            {textOf(pair)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
