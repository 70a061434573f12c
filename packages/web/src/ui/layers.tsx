import { createContext, useContext, useState, type ReactNode } from 'react';

/**
 * Popups are mounted inside `<main>`, so that everything on the screen belongs to a landmark. The
 * element is kept as state: popups wait for it.
 */
const Layers = createContext<HTMLElement | null>(null);

export const useLayer = (): HTMLElement | undefined => useContext(Layers) ?? undefined;

/** The page's `<main>`, with the place for popups at its end. */
export function Main({ className, children }: { className?: string; children: ReactNode }) {
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  return (
    <Layers value={layer}>
      <main id="main" tabIndex={-1} className={className}>
        {children}
        <div ref={setLayer} />
      </main>
    </Layers>
  );
}

/** The look of everything that floats. */
export const floating =
  'rounded-panel border border-line bg-surface text-text shadow-popover transition-opacity ' +
  'data-starting-style:opacity-0 data-ending-style:opacity-0';
