import { useRef } from 'react';
import { useShortcut } from '../lib/use-shortcut.ts';
import { buttonClass } from './button.tsx';
import { exportIcon } from './export-icon.tsx';

interface DownloadLinkProps {
  href: string;
  /** What the file holds, in a sentence. */
  holds?: string;
  /** Of the page's main file: what `e` does, as the help says it. */
  shortcut?: string;
  /** "Export CSV". */
  children: string;
}

/** A file with what the page, or a part of it, shows. */
export function DownloadLink({ href, holds = '', shortcut, children }: DownloadLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useShortcut('e', shortcut ?? '', shortcut !== undefined && (() => link.current?.click()));
  return (
    <a
      ref={link}
      href={href}
      download
      data-print="hide"
      title={`${holds} The audit log keeps who exported what.`.trim()}
      className={buttonClass()}
    >
      {exportIcon}
      {children}
    </a>
  );
}
