import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { Link } from './link.tsx';
import { tabClass } from './looks.ts';

export interface ViewLink {
  readonly id: string;
  readonly label: ReactNode;
  /** The page's parameters of this view. */
  readonly search: object;
}

interface ViewLinksProps {
  views: readonly ViewLink[];
  currentId: string | undefined;
  /** Where a page has several. */
  label?: string;
}

/** The built-in views of a page that keeps no others, as tabs. */
export function ViewLinks({ views, currentId, label = 'Views' }: ViewLinksProps) {
  return (
    <nav aria-label={label} className="flex border-b border-line" data-print="hide">
      <div className="-mb-px flex min-w-0 items-center overflow-x-auto px-0.5 pt-0.5 pb-px">
        {views.map(({ id, label, search }) => (
          <Link
            key={id}
            to="."
            search={search as never}
            resetScroll={false}
            // The router would take the default view, whose link asks for nothing, for every one.
            activeOptions={{ exact: true }}
            aria-current={id === currentId ? 'page' : undefined}
            className={cx(tabClass, 'hover:no-underline')}
          >
            {label}
          </Link>
        ))}
      </div>
    </nav>
  );
}
