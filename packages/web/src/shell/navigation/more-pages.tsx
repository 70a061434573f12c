import { Link, useLocation } from '@tanstack/react-router';
import { cx } from '../../lib/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import type { NavigationGroup } from './navigation.ts';

interface MorePagesProps {
  groups: readonly NavigationGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every page, on narrow screens. */
export function MorePages({ groups, open, onOpenChange }: MorePagesProps) {
  const { pathname } = useLocation();
  return (
    <Dialog title="All pages" open={open} onOpenChange={onOpenChange}>
      <ul>
        {groups
          .flatMap((group) => group.items)
          .map(({ to, title, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                onClick={() => onOpenChange(false)}
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
  );
}
