import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

interface Layers {
  readonly element: HTMLElement | null;
  readonly setElement: (element: HTMLElement | null) => void;
}

const Context = createContext<Layers>({ element: null, setElement: () => undefined });

/**
 * Popups are mounted inside `<main>`, wherever their button stands, so that everything on the
 * screen belongs to a landmark. The element is kept as state: popups wait for it.
 */
export function LayerProvider({ children }: { children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const layers = useMemo(() => ({ element, setElement }), [element]);
  return <Context value={layers}>{children}</Context>;
}

export const useLayer = (): HTMLElement | undefined => useContext(Context).element ?? undefined;

/** The page's `<main>`, with the place for popups at its end. */
export function Main({ className, children }: { className?: string; children: ReactNode }) {
  const { setElement } = useContext(Context);
  return (
    <main id="main" tabIndex={-1} className={className}>
      {children}
      <div ref={setElement} />
    </main>
  );
}
