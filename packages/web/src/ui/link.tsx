import { createLink } from '@tanstack/react-router';
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
