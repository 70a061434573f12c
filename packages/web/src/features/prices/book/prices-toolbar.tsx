import { useEffect, useRef } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { exportIcon } from '../../../ui/export-menu.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { inputClass } from '../../../ui/looks.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { originWords, stateWords } from '../price-words.ts';
import { exportUrl } from '../prices.api.ts';
import { ListedOrigin, ListedState, type PricesSearch } from '../prices-search.ts';

const any = '';

const states = [
  { value: any, label: 'Current' },
  ...ListedState.options.map((value) => ({ value, label: stateWords[value].word })),
];
const origins = [
  { value: any, label: 'From anywhere' },
  ...ListedOrigin.options.map((value) => ({ value, label: originWords[value] })),
];

interface PricesToolbarProps {
  search: PricesSearch;
  onChange: (patch: Partial<PricesSearch>, options?: { replace?: boolean }) => void;
}

/** A part of a name, which prices, and where they are from. */
export function PricesToolbar({ search, onChange }: PricesToolbarProps) {
  const { q, state, origin } = search;
  const isFiltered = q !== undefined || state !== undefined || origin !== undefined;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <SearchInput
        q={q ?? ''}
        onSearch={(text) => onChange({ q: text || undefined }, { replace: true })}
      />
      <ToolbarSelect
        label="State"
        value={state ?? any}
        onChange={(value) => onChange({ state: ListedState.safeParse(value).data })}
        options={states}
      />
      <ToolbarSelect
        label="Where prices are from"
        value={origin ?? any}
        onChange={(value) => onChange({ origin: ListedOrigin.safeParse(value).data })}
        options={origins}
      />
      {isFiltered && (
        <Button
          look="quiet"
          className="text-compact"
          onClick={() => onChange({ q: undefined, state: undefined, origin: undefined })}
        >
          Clear filters
        </Button>
      )}
      <a
        href={exportUrl({ q, state, origin })}
        download
        className={buttonClass('secondary', 'sm:ml-auto')}
      >
        {exportIcon} CSV
      </a>
    </div>
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
