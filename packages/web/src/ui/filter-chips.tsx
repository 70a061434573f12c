import { X } from 'lucide-react';
import type { Filter } from '../lib/filters.ts';
import { Button } from './button.tsx';
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
            <Chip
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

function Chip({ title, value, onRemove }: { title: string; value: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-7 max-w-80 items-center rounded-control border border-edge bg-surface pl-2 text-compact coarse:h-11">
      <span className="truncate" title={`${title}: ${value}`}>
        <span className="text-muted">{title}:</span> {value}
      </span>
      <button
        type="button"
        aria-label={`Remove the filter ${title}: ${value}`}
        onClick={onRemove}
        className="ml-1 flex size-6 shrink-0 items-center justify-center rounded-control text-muted hover:bg-sunken hover:text-text coarse:size-10"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
