import type { ReactNode } from 'react';

/** What a heading says in a table, cards say beside the figure. */
export function OnCards({ children }: { children: ReactNode }) {
  return <span className="text-muted sm:hidden">{children} </span>;
}
