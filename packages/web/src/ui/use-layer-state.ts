import { useEffect, useState } from 'react';

interface LayerState {
  readonly open: boolean;
  readonly change: (open: boolean) => void;
  /** It has been opened, and its code is here. */
  readonly ready: boolean;
  /** For the button that opens it, until the layer takes over. */
  readonly trigger: Record<string, unknown>;
}

/**
 * The state of a popover or dialog whose code comes with the pointer, the focus or the first
 * opening: the first paint of a page needs none of it.
 */
export const useLayerState = (
  given: boolean | undefined,
  onOpenChange: ((open: boolean) => void) | undefined,
  load: () => Promise<unknown>,
): LayerState => {
  const [own, setOwn] = useState(false);
  const [ready, setReady] = useState(false);
  const open = given ?? own;
  useEffect(() => {
    if (!open || ready) return;
    const wait = async (): Promise<void> => {
      await load();
      setReady(true);
    };
    void wait();
  }, [open, ready, load]);
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
  return { open, change, ready, trigger };
};
