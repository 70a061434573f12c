import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { addFilter, removeValue, type Filter } from '../lib/filters.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Button } from './button.tsx';
import { FilterChips } from './filter-chips.tsx';
import type { FilterField } from './filter-field.ts';
import { FilterInput } from './filter-input.tsx';
import { later } from './later.tsx';
import { Popover } from './popover.tsx';

const FilterEditor = later(async () => (await import('./filter-editor.tsx')).FilterEditor);

export interface FilterBarProps {
  fields: readonly FilterField[];
  filters: readonly Filter[];
  /** The free text. */
  q: string;
  /** Filters were added, removed or written; the free text may have changed with them. */
  onFilters: (filters: readonly Filter[], q: string) => void;
  /** The free text alone, as it is typed. */
  onText: (q: string) => void;
  placeholder: string;
}

/** Chips and text: both write the same filters; `action:lead.*` typed becomes a chip. */
export function FilterBar({ fields, filters, onFilters, q, onText, placeholder }: FilterBarProps) {
  const [adding, setAdding] = useState(false);
  const [asText, setAsText] = useState(false);
  const isOne = (filter: Filter): boolean =>
    fields.find(({ id }) => id === filter.field)?.one ?? false;
  const join = (to: readonly Filter[], added: readonly Filter[]): readonly Filter[] =>
    added.reduce((all, filter) => addFilter(all, filter, isOne(filter)), to);
  useShortcut('f', 'Add a filter', () => setAdding(true));
  return (
    <div className="mb-3 flex flex-col gap-2" data-print="hide">
      <div className="flex items-start gap-2">
        <FilterInput
          key={asText ? 'all' : 'words'}
          asText={asText}
          onDone={() => setAsText(false)}
          fields={fields}
          filters={filters}
          q={q}
          placeholder={placeholder}
          onText={onText}
          onWritten={(written, words) => onFilters(join(asText ? [] : filters, written), words)}
        />
        <Popover
          title="Add a filter"
          preload={FilterEditor.preload}
          align="end"
          className="w-80"
          open={adding}
          onOpenChange={setAdding}
          trigger={<Button icon={<ListFilter size={14} aria-hidden />}>Filter</Button>}
        >
          <FilterEditor
            fields={fields}
            onAdd={(filter) => {
              onFilters(join(filters, [filter]), q);
              setAdding(false);
            }}
          />
        </Popover>
      </div>
      {filters.length > 0 && !asText && (
        <FilterChips
          fields={fields}
          filters={filters}
          onRemove={(filter, value) => onFilters(removeValue(filters, filter, value), q)}
          onClear={() => onFilters([], '')}
          onText={() => setAsText(true)}
        />
      )}
    </div>
  );
}
