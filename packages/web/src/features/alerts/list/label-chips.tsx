import { FilterLink } from '../../../ui/filter-link.tsx';
import { capText } from '../../../ui/customer-name.ts';
import { only } from '../filters/alert-fields.ts';

/** In a row; the page of the alert has them all. */
const shown = 4;

/** What says least of itself comes last: the name stands in its own column. */
const dull = new Set(['alertname', 'severity', 'service', 'prometheus', 'monitor']);

const pairsOf = (labels: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(labels).toSorted(([a], [b]) => Number(dull.has(a)) - Number(dull.has(b)));

interface LabelChipsProps {
  labels: Readonly<Record<string, string>>;
  /** Every one. */
  all?: boolean;
}

/** Labels as chips, each of which filters by itself. */
export function LabelChips({ labels, all = false }: LabelChipsProps) {
  const pairs = pairsOf(labels);
  if (pairs.length === 0) return <span className="text-muted">–</span>;
  const rest = all ? [] : pairs.slice(shown);
  return (
    <ul className="flex min-w-0 flex-wrap gap-1" aria-label="Labels">
      {pairs.slice(0, all ? undefined : shown).map(([name, value]) => (
        <li key={name} className="max-w-full min-w-0">
          <FilterLink
            inRow={!all}
            filter={only('label', `${name}=${value}`)}
            title={`Only ${name}=${value}`}
            className="block max-w-full truncate rounded-badge bg-sunken px-1.5 text-caption coarse:leading-6"
          >
            <span className="text-muted">{capText(name, 60)}</span> {capText(value, 120)}
          </FilterLink>
        </li>
      ))}
      {rest.length > 0 && (
        <li
          className="text-caption text-muted"
          title={rest.map(([name, value]) => `${name}=${value}`).join('\n')}
        >
          and {rest.length} more
        </li>
      )}
    </ul>
  );
}
