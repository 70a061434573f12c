import { useState } from 'react';

interface LazyLayer {
  readonly open: boolean;
  readonly change: (open: boolean) => void;
  /** It has been opened: its code is here or on its way. */
  readonly wanted: boolean;
  /** For the button that opens it, until the layer takes over. */
  readonly trigger: Record<string, unknown>;
}

/**
 * A popover or dialog whose code comes with the pointer, the focus or the first opening: the first
 * paint of a page needs none of it.
 */
export const useLazyLayer = (
  given: boolean | undefined,
  onOpenChange: ((open: boolean) => void) | undefined,
  load: () => unknown,
): LazyLayer => {
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) {
    setWanted(true);
    load();
  }
  const change = (next: boolean): void => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const trigger = {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: load,
    onFocus: load,
    onClick: () => change(true),
  };
  return { open, change, wanted, trigger };
};
