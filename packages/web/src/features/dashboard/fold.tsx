import type { ReactNode } from 'react';
import { useNarrow } from '../../ui/use-media.ts';

interface FoldProps {
  title: string;
  isOpen?: boolean;
  children: ReactNode;
}

/** On a phone a part of the page that can be folded away, so that the one above it is not far. */
export function Fold({ title, isOpen = false, children }: FoldProps) {
  const isNarrow = useNarrow();
  if (!isNarrow) return children;
  return (
    <details open={isOpen} className="group mb-4 border-t border-line">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 text-title">
        <span aria-hidden className="text-muted transition-transform group-open:rotate-90">
          ›
        </span>
        {title}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
