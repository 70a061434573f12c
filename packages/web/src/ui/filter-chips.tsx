import type { Filter } from '../lib/filters.ts';
import { Button } from './button.tsx';
import { FilterChip } from './filter-chip.tsx';
import type { FilterField } from './filter-field.ts';

interface FilterChipsProps {
  fields: readonly FilterField[];
  filters: readonly Filter[];
  onRemove: (filter: Filter, value: string) => void;
  onClear: () => void;
  /** Shows the filters as a line of text instead. */
  onText: () => void;
}

const quiet = 'h-7 px-2 text-compact coarse:h-11';

export function FilterChips({ fields, filters, onRemove, onClear, onText }: FilterChipsProps) {
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {filters.flatMap((filter) => {
        const field = fields.find(({ id }) => id === filter.field);
        const title = `${field?.title ?? filter.field}${filter.op === 'not' ? ' is not' : ''}`;
        return filter.values.map((value) => (
          <li key={`${filter.field} ${filter.op} ${value}`}>
            <FilterChip
              title={title}
              value={field?.describe?.(value) ?? value}
              onRemove={() => onRemove(filter, value)}
            />
          </li>
        ));
      })}
      <li className="flex">
        <Button look="quiet" className={quiet} onClick={onText}>
          Edit as text
        </Button>
        <Button look="quiet" className={quiet} onClick={onClear}>
          Clear filters
        </Button>
      </li>
    </ul>
  );
}
