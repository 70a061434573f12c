import type { SearchTrends } from '@taffrail/contract';
import { X } from 'lucide-react';
import { formatCount, plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
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
        <li
          key={dimension}
          className="inline-flex h-7 max-w-80 items-center rounded-control border border-edge bg-surface pl-2 text-compact coarse:h-11"
        >
          <span
            className="truncate"
            title={isKnown ? `${plural(searches, 'search')} with this filter alone` : undefined}
          >
            <span className="text-muted">{title}:</span> {label}
            <span className="text-muted">
              {isKnown ? ` · ${formatCount(searches)}` : ' (never searched for)'}
            </span>
          </span>
          <button
            type="button"
            aria-label={`Remove the filter ${title}: ${label}`}
            onClick={() => change(withoutTerm(search, dimension))}
            className="ml-1 flex size-6 shrink-0 items-center justify-center rounded-control text-muted hover:bg-sunken hover:text-text coarse:size-10"
          >
            <X size={12} aria-hidden />
          </button>
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
