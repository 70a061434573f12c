import type { ReactNode } from 'react';
import { StatusIcon } from './status.tsx';

export interface EmptyStateProps {
  /**
   * `never`: nothing has ever come; say why and the exact next step. `filter`: nothing matches;
   * offer to clear. `good`: nothing is the best answer.
   */
  kind: 'never' | 'filter' | 'good';
  /** One sentence. */
  title: string;
  /** The next step: a command, a link, a button. */
  children?: ReactNode;
}

export function EmptyState({ kind, title, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-10 text-center">
      <p className="flex items-center gap-2 text-body font-medium">
        {kind === 'good' && <StatusIcon status="ok" size={16} />}
        {title}
      </p>
      {children && (
        <div data-text className="w-full max-w-140 text-muted">
          {children}
        </div>
      )}
    </div>
  );
}
