import type { ReactNode, Ref } from 'react';
import { cx } from '../lib/class-names.ts';

interface ScrollRegionProps {
  /** For screen readers: what is in it. */
  label: string;
  className?: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/** Something that may be wider or higher than its place. */
export function ScrollRegion({ label, className, ref, children }: ScrollRegionProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      // What is there for screen readers only would make the page as wide as all that it holds.
      className={cx('relative overflow-auto', className)}
    >
      {children}
    </section>
  );
}
