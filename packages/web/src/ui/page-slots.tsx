import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The places in the top bar that a page may fill. */
export interface PageSlots {
  readonly range: HTMLElement | null;
  readonly refresh: HTMLElement | null;
}

export const PageSlotsContext = createContext<PageSlots>({ range: null, refresh: null });

/** Puts the page's range or refresh control into the top bar. */
export function TopBarSlot({ slot, children }: { slot: keyof PageSlots; children: ReactNode }) {
  const element = useContext(PageSlotsContext)[slot];
  return element ? createPortal(children, element) : null;
}
