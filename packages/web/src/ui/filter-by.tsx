import { ListFilter } from 'lucide-react';
import { use } from 'react';
import type { Filter } from '../lib/filters.ts';
import { FilterLink, FilterSearch } from './filter-link.tsx';
import { iconButtonClass } from './icon-button.tsx';

interface FilterByProps {
  filter: Filter;
  /** Completes "Filter by …". */
  what: string;
}

export function FilterBy({ filter, what }: FilterByProps) {
  if (!use(FilterSearch)) return null;
  return (
    <FilterLink
      filter={filter}
      title="Filter by this"
      label={`Filter by ${what}`}
      className={iconButtonClass('quiet', 'h-6 w-6 align-middle hover:no-underline')}
    >
      <ListFilter size={12} aria-hidden />
    </FilterLink>
  );
}
