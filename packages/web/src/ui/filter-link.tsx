import { useRouter } from '@tanstack/react-router';
import { createContext, use, type MouseEvent, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import type { Filter } from '../lib/filters.ts';
import { stringifySearch } from '../lib/url/url-state.ts';

/** The parameters of this page with one filter more. */
export type SearchWith = (filter: Filter) => Record<string, unknown>;

/** Without it nothing filters: what would be a link is text. */
export const FilterSearch = createContext<SearchWith | undefined>(undefined);

interface FilterLinkProps {
  filter: Filter;
  /** What the link does, where its text does not say it. */
  title?: string;
  label?: string;
  /** In a row: j and k lead to rows, Tab leads on. */
  inRow?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * A link that adds a filter to the page. A plain anchor: a hundred rows have five hundred of them,
 * and the router's own would each listen to every change of the address.
 */
export function FilterLink({ filter, title, label, inRow, className, children }: FilterLinkProps) {
  const router = useRouter();
  const searchWith = use(FilterSearch);
  if (!searchWith) return <span title={title}>{children}</span>;
  const search = searchWith(filter);
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void router.navigate({ to: '.', search: search as never, resetScroll: false });
  };
  return (
    <a
      href={stringifySearch(search)}
      onClick={follow}
      title={title}
      aria-label={label}
      tabIndex={inRow ? -1 : undefined}
      className={cx('text-text no-underline hover:text-accent hover:underline', className)}
    >
      {children}
    </a>
  );
}
