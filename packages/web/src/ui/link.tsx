import { createLink } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../lib/class-names.ts';

function Anchor({ className, ...props }: ComponentProps<'a'>) {
  return (
    // oxlint-disable-next-line jsx-a11y/anchor-has-content -- the content comes with the props
    <a {...props} className={cx('text-accent hover:underline', className)} />
  );
}

/** To a page of the console: `<Link to="/admin/activity" search={{ … }}>`. */
export const Link = createLink(Anchor);

/** To another site: opens beside, and says so. */
export function OutsideLink({ children, ...props }: ComponentProps<'a'>) {
  return (
    <Anchor {...props} target="_blank" rel="noreferrer">
      {children}
      <ExternalLink size={12} aria-hidden className="ml-1 inline align-baseline" />
      <span className="sr-only"> (opens in a new tab)</span>
    </Anchor>
  );
}
