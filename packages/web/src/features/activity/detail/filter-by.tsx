import { ListFilter } from 'lucide-react';
import { iconButtonClass } from '../../../ui/icon-button.tsx';
import { only, type ActivityFieldId } from '../filters/activity-fields.ts';
import { FilterLink } from '../filters/filter-link.tsx';

interface FilterByProps {
  field: ActivityFieldId;
  value: string;
  /** Completes "Filter by …". */
  what: string;
}

export function FilterBy({ field, value, what }: FilterByProps) {
  return (
    <FilterLink
      filter={only(field, value)}
      title="Filter by this"
      label={`Filter by ${what}`}
      className={iconButtonClass('quiet', 'h-6 w-6 align-middle hover:no-underline')}
    >
      <ListFilter size={12} aria-hidden />
    </FilterLink>
  );
}
