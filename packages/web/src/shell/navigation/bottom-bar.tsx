import { Link } from '@tanstack/react-router';
import { Ellipsis, Search } from 'lucide-react';
import { useState } from 'react';
import { later } from '../../ui/later.tsx';
import type { NavigationGroup } from './navigation.ts';

const MorePages = later(async () => (await import('./more-pages.tsx')).MorePages);

const entry =
  'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-muted no-underline ' +
  'aria-[current=page]:font-medium aria-[current=page]:text-accent';

interface BottomBarProps {
  groups: readonly NavigationGroup[];
  onSearch: () => void;
}

/** The navigation of narrow screens: the first pages, search, and everything under "More". */
export function BottomBar({ groups, onSearch }: BottomBarProps) {
  const [more, setMore] = useState<'closed' | 'open' | 'never'>('never');
  const first = groups.flatMap((group) => group.items).filter((item) => item.atHand);
  return (
    <nav
      aria-label="Pages"
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {first.map(({ to, title, icon: Icon }) => (
        <Link key={to} to={to} className={entry}>
          <Icon size={20} aria-hidden />
          {title}
        </Link>
      ))}
      <button type="button" className={entry} onClick={onSearch}>
        <Search size={20} aria-hidden />
        Search
      </button>
      <button
        type="button"
        className={entry}
        aria-haspopup="dialog"
        onClick={() => setMore('open')}
      >
        <Ellipsis size={20} aria-hidden />
        More
      </button>
      {more !== 'never' && (
        <MorePages
          groups={groups}
          open={more === 'open'}
          onOpenChange={(open) => setMore(open ? 'open' : 'closed')}
        />
      )}
    </nav>
  );
}
