import { Link, useLocation } from '@tanstack/react-router';
import { Ellipsis, Search } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../lib/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { NavigationGroup } from './navigation.ts';

const entry =
  'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-muted no-underline ' +
  'aria-[current=page]:font-medium aria-[current=page]:text-accent';

interface BottomBarProps {
  groups: readonly NavigationGroup[];
  onSearch: () => void;
}

/** The navigation of narrow screens: the first pages, search, and everything under "More". */
export function BottomBar({ groups, onSearch }: BottomBarProps) {
  const [more, setMore] = useState(false);
  const { pathname } = useLocation();
  const items = groups.flatMap((group) => group.items);
  const first = items
    .filter((item) => item.key !== undefined && !item.to.includes('/settings/'))
    .slice(0, 2);
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
      <Dialog
        title="All pages"
        open={more}
        onOpenChange={setMore}
        trigger={
          <button type="button" className={entry}>
            <Ellipsis size={20} aria-hidden />
            More
          </button>
        }
      >
        <ul>
          {items.map(({ to, title, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                onClick={() => setMore(false)}
                className={cx(
                  'flex h-11 items-center gap-3 text-text no-underline',
                  pathname === to && 'font-semibold',
                )}
              >
                <Icon size={18} aria-hidden className="text-muted" />
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </Dialog>
    </nav>
  );
}
