import { ExternalLink as Icon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

interface ExternalLinkProps {
  href: string;
  /** Names it where its text does not: "The commit 1a2b3c4 on GitHub". */
  label?: string;
  className?: string;
  children: ReactNode;
}

/** Out of the console, into a tab of its own; says so to whoever sees it and whoever hears it. */
export function ExternalLink({ href, label, className, children }: ExternalLinkProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      {...(label !== undefined && { 'aria-label': `${label} (opens in a new tab)` })}
      className={cx('inline-flex items-center gap-1 text-accent hover:underline', className)}
    >
      {children}
      <Icon size={12} aria-hidden className="shrink-0" />
      {label === undefined && <span className="sr-only">(opens in a new tab)</span>}
    </a>
  );
}
