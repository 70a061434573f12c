import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { readFilterText, type TypedField } from '../lib/filter-text.ts';
import { addFilter, removeValue, type Filter } from '../lib/filters.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Button } from './button.tsx';
import { FilterEditor } from './filter-editor.tsx';
import { inputClass } from './field.tsx';
import { Kbd } from './kbd.tsx';
import { Popover } from './popover.tsx';
import type { Suggestion } from './combobox.tsx';

/** A field that a list can be filtered by. */
export interface FilterField extends TypedField {
  readonly title: string;
  /** One value at a time. */
  readonly one?: boolean;
  /** Whether a value may be none of the suggestions. */
  readonly free?: boolean;
  readonly placeholder?: string;
  /** What matches the typed text, from memory (`matching`) or from the server. */
  readonly suggest?: (
    typed: string,
    signal: AbortSignal,
  ) => readonly Suggestion[] | Promise<readonly Suggestion[]>;
  /** The words for a value in its chip. */
  readonly describe?: (value: string) => string;
}

export interface FilterBarProps {
  fields: readonly FilterField[];
  filters: readonly Filter[];
  onFilters: (filters: readonly Filter[]) => void;
  /** The free text. */
  q: string;
  onText: (q: string) => void;
  placeholder: string;
}

/** Chips and text: both write the same filters; `action:lead.*` typed becomes a chip. */
export function FilterBar({ fields, filters, onFilters, q, onText, placeholder }: FilterBarProps) {
  const [adding, setAdding] = useState(false);
  const fieldOf = (id: string): FilterField | undefined => fields.find((field) => field.id === id);
  const add = (added: readonly Filter[]): void =>
    onFilters(
      added.reduce(
        (all, filter) => addFilter(all, filter, fieldOf(filter.field)?.one ?? false),
        filters,
      ),
    );
  useShortcut('f', 'Add a filter', () => setAdding(true));
  return (
    <div className="mb-3 flex flex-col gap-2" data-print="hide">
      <div className="flex gap-2">
        <SearchText
          fields={fields}
          q={q}
          onText={onText}
          onFilters={add}
          placeholder={placeholder}
        />
        <Popover
          title="Add a filter"
          align="end"
          className="w-80"
          open={adding}
          onOpenChange={setAdding}
          trigger={<Button icon={<ListFilter size={14} aria-hidden />}>Filter</Button>}
        >
          <FilterEditor
            fields={fields}
            onAdd={(filter) => {
              add([filter]);
              setAdding(false);
            }}
          />
        </Popover>
      </div>
      {filters.length > 0 && (
        <ul aria-label="Filters" className="flex flex-wrap items-center gap-2">
          {filters.flatMap((filter) =>
            filter.values.map((value) => (
              <li key={`${filter.field} ${filter.op} ${value}`}>
                <Chip
                  title={`${fieldOf(filter.field)?.title ?? filter.field}${filter.op === 'not' ? ' is not' : ''}`}
                  value={fieldOf(filter.field)?.describe?.(value) ?? value}
                  onRemove={() => onFilters(removeValue(filters, filter, value))}
                />
              </li>
            )),
          )}
          <li>
            <Button look="quiet" className="h-7 px-2 coarse:h-11" onClick={() => onFilters([])}>
              Clear filters
            </Button>
          </li>
        </ul>
      )}
    </div>
  );
}

function Chip({ title, value, onRemove }: { title: string; value: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-7 max-w-80 items-center rounded-control border border-edge bg-surface pl-2 text-compact coarse:h-11">
      <span className="truncate">
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

interface SearchTextProps extends Pick<FilterBarProps, 'fields' | 'q' | 'onText' | 'placeholder'> {
  onFilters: (filters: readonly Filter[]) => void;
}

/** Typing searches after 300 ms; Enter searches at once and makes chips of `field:value`. */
function SearchText({ fields, q, onText, onFilters, placeholder }: SearchTextProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address changed from elsewhere; what is being typed is never taken away.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = q;
  }, [q]);
  useShortcut('/', 'Search this page', () => input.current?.focus());
  const commit = (text: string): void => {
    clearTimeout(timer.current);
    const { filters, rest } = readFilterText(text, fields);
    if (filters.length > 0) onFilters(filters);
    if (rest !== q) onText(rest);
    if (input.current) input.current.value = rest;
  };
  const type = (text: string): void => {
    clearTimeout(timer.current);
    // A field that is being written is not yet something to search for.
    if (/[\w-]+:/.test(text)) return;
    timer.current = setTimeout(() => onText(text.trim()), 300);
  };
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        size={14}
        aria-hidden
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search this page"
        defaultValue={q}
        placeholder={placeholder}
        maxLength={500}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(event.currentTarget.value);
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        className={`${inputClass} pr-10 pl-8`}
      />
      <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 coarse:hidden">
        <Kbd keys="/" />
      </span>
    </div>
  );
}
