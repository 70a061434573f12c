import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { cx } from '../../lib/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { NavigationGroup, NavigationItem } from './navigation.ts';
import { Wordmark } from '../../ui/wordmark.tsx';

interface SidebarProps {
  groups: readonly NavigationGroup[];
  collapsed: boolean;
  /** Absent where there is no room for more. */
  onToggle: (() => void) | undefined;
}

export function Sidebar({ groups, collapsed, onToggle }: SidebarProps) {
  return (
    <nav
      aria-label="Pages"
      data-print="hide"
      className={cx(
        'sticky top-0 flex h-dvh shrink-0 flex-col border-r border-line bg-surface max-sm:hidden',
        collapsed ? 'w-14' : 'w-58',
      )}
    >
      <div
        className={cx(
          'flex h-(--top-bar) shrink-0 items-center border-b border-line',
          collapsed ? 'justify-center' : 'px-4',
        )}
      >
        <Wordmark compact={collapsed} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {groups.map((group) => (
          <div key={group.title} className="mb-3">
            {group.title && (
              <p className={cx('px-2 pt-1 pb-1 text-caption text-muted', collapsed && 'sr-only')}>
                {group.title}
              </p>
            )}
            <ul aria-label={group.title ?? 'Start'}>
              {group.items.map((item) => (
                <li key={item.to}>
                  <SidebarLink item={item} collapsed={collapsed} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {onToggle && (
        <div
          className={cx(
            'flex border-t border-line p-2',
            collapsed ? 'justify-center' : 'justify-end',
          )}
        >
          <IconButton
            label={collapsed ? 'Expand navigation' : 'Collapse navigation'}
            keys="["
            aria-expanded={!collapsed}
            onClick={onToggle}
          >
            {collapsed ? (
              <PanelLeftOpen size={16} aria-hidden />
            ) : (
              <PanelLeftClose size={16} aria-hidden />
            )}
          </IconButton>
        </div>
      )}
    </nav>
  );
}

function SidebarLink({ item, collapsed }: { item: NavigationItem; collapsed: boolean }) {
  const Icon = item.icon;
  const link = (
    <Link
      to={item.to}
      className={cx(
        'relative flex h-8 items-center gap-2 rounded-control text-body text-text no-underline coarse:h-11',
        'hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-medium',
        'aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-1.5 aria-[current=page]:before:-left-2 aria-[current=page]:before:w-0.5 aria-[current=page]:before:bg-accent',
        collapsed ? 'justify-center' : 'px-2',
      )}
    >
      <Icon size={16} aria-hidden className="shrink-0 text-muted" />
      <span className={collapsed ? 'sr-only' : 'truncate'}>{item.title}</span>
    </Link>
  );
  return collapsed ? (
    <Tooltip text={item.title} side="beside">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
