import { useMatches } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { AccountButton } from './account/account-button.tsx';
import { Wordmark } from '../ui/wordmark.tsx';

interface TopBarProps {
  onSearch: () => void;
  onHelp: () => void;
  onSignOut: () => void;
  rangeSlot: Ref<HTMLDivElement>;
  refreshSlot: Ref<HTMLDivElement>;
}

export function TopBar({ onSearch, onHelp, onSignOut, rangeSlot, refreshSlot }: TopBarProps) {
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-30 flex min-h-(--top-bar) items-center gap-2 border-b border-line bg-surface px-6 max-sm:px-4"
    >
      <div className="flex sm:hidden">
        <Wordmark compact />
      </div>
      <Breadcrumb />
      <div className="ml-auto flex min-w-0 items-center gap-2">
        <div ref={rangeSlot} className="flex min-w-0 items-center" />
        <div ref={refreshSlot} className="flex items-center" />
        <button
          type="button"
          onClick={onSearch}
          className="flex h-(--control) w-52 items-center gap-2 rounded-control border border-edge bg-surface px-2.5 text-muted hover:bg-sunken max-[75rem]:hidden"
        >
          <Search size={14} aria-hidden />
          <span className="flex-1 text-left">Search</span>
          <Kbd keys="Ctrl+k" />
        </button>
        <IconButton
          label="Search"
          keys="Ctrl+k"
          onClick={onSearch}
          className="max-sm:hidden min-[75rem]:hidden"
        >
          <Search size={16} aria-hidden />
        </IconButton>
        <AccountButton onHelp={onHelp} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

/** Where the page stands: its group and its name. */
function Breadcrumb() {
  const page = useMatches().findLast((match) => match.staticData.title !== undefined)?.staticData;
  if (!page) return null;
  return (
    <ol
      aria-label="Where you are"
      className="max-sm:hidden flex min-w-0 items-center gap-2 text-body text-muted"
    >
      {page.group && (
        <li className="flex items-center gap-2">
          {page.group}
          <span aria-hidden>/</span>
        </li>
      )}
      <li className="truncate font-medium text-text">{page.title}</li>
    </ol>
  );
}
