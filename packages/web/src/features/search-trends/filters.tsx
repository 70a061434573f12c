import type { SearchTrends } from '@taffrail/contract';
import { formatCount, plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { withoutTerm } from './search-trends-search.ts';
import type { SearchTrendsState } from './use-search-trends.ts';

interface FiltersProps {
  page: SearchTrendsState;
  filters: SearchTrends['filters'];
}

/** What the page is filtered by, each with the way out of it. */
export function Filters({ page: { search, change }, filters }: FiltersProps) {
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Filters" className="mb-4 flex flex-wrap items-center gap-2" data-print="hide">
      {filters.map(({ dimension, title, label, isKnown, searches }) => (
        <li key={dimension}>
          <FilterChip
            title={title}
            value={label}
            note={isKnown ? `· ${formatCount(searches)}` : '(never searched for)'}
            hint={
              isKnown
                ? `${plural(searches, 'search', 'searches')} with this filter alone`
                : undefined
            }
            onRemove={() => change(withoutTerm(search, dimension))}
          />
        </li>
      ))}
      <li className="flex">
        <Button
          look="quiet"
          className="h-7 px-2 text-compact coarse:h-11"
          onClick={() => change({ f: undefined, after: undefined })}
        >
          Clear filters
        </Button>
      </li>
    </ul>
  );
}
