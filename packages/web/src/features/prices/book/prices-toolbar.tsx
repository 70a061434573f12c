import { useEffect, useRef } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { FilterSelect } from '../../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../../ui/list/filter-toolbar.tsx';
import { inputClass } from '../../../ui/looks.ts';
import { originWords, stateWords } from '../price-words.ts';
import { exportUrl } from '../prices.api.ts';
import { ListedOrigin, ListedState, type PricesSearch } from '../prices-search.ts';

const states = ListedState.options.map((value) => ({ value, label: stateWords[value].word }));
const origins = ListedOrigin.options.map((value) => ({ value, label: originWords[value] }));

interface PricesToolbarProps {
  search: PricesSearch;
  onChange: (patch: Partial<PricesSearch>, options?: { replace?: boolean }) => void;
}

/** A part of a name, which prices, and where they are from. */
export function PricesToolbar({ search, onChange }: PricesToolbarProps) {
  const { q, state, origin } = search;
  return (
    <FilterToolbar
      filters={{ q, state, origin }}
      onClear={() => onChange({ q: undefined, state: undefined, origin: undefined })}
      end={
        <span className="sm:ml-auto">
          <DownloadLink href={exportUrl({ q, state, origin })} shortcut="Export the prices">
            CSV
          </DownloadLink>
        </span>
      }
    >
      <SearchInput
        q={q ?? ''}
        onSearch={(text) => onChange({ q: text || undefined }, { replace: true })}
      />
      <FilterSelect
        label="State"
        any="Current"
        value={state}
        onChange={(next) => onChange({ state: next })}
        options={states}
      />
      <FilterSelect
        label="Where prices are from"
        any="From anywhere"
        value={origin}
        onChange={(next) => onChange({ origin: next })}
        options={origins}
      />
    </FilterToolbar>
  );
}

const pauseMs = 300;

function SearchInput({ q, onSearch }: { q: string; onSearch: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address changed from elsewhere; what is being typed is never taken away.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = q;
  }, [q]);
  useShortcut('/', 'Search this page', () => input.current?.focus());
  const search = (text: string): void => {
    clearTimeout(timer.current);
    if (text.trim() !== q) onSearch(text.trim());
  };
  return (
    <span className="relative min-w-56 flex-1 sm:max-w-96">
      <input
        ref={input}
        type="search"
        aria-label="Search models and providers"
        placeholder="Model or provider"
        defaultValue={q}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget: { value } }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => search(value), pauseMs);
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') search(currentTarget.value);
        }}
        className={`${inputClass} peer pr-10`}
      />
      <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 peer-focus:hidden coarse:hidden">
        <Kbd keys="/" />
      </span>
    </span>
  );
}
