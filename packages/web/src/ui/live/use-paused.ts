import {
  useState,
  useSyncExternalStore,
  type FocusEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { isInUse } from '../is-in-use.ts';

/** Menus and dialogs tell nobody that they open. */
const lookEveryMs = 500;

const subscribe = (onLook: () => void): (() => void) => {
  const timer = setInterval(onLook, lookEveryMs);
  document.addEventListener('selectionchange', onLook);
  document.addEventListener('scroll', onLook, { passive: true });
  return () => {
    clearInterval(timer);
    document.removeEventListener('selectionchange', onLook);
    document.removeEventListener('scroll', onLook);
  };
};
const subscribeToNothing = (): (() => void) => () => undefined;

const isInRow = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('[data-row-id]') !== null;

const isBeingRead = (list: HTMLElement | null): boolean =>
  isInUse() ||
  (list !== null &&
    (list.getBoundingClientRect().top < 0 || list.querySelector('[data-selected]') !== null));

/**
 * Whether somebody reads closely: a row is open or selected, the pointer or the focus is on one,
 * the top of the list has been scrolled away, text is selected, or a menu is open. Answers that,
 * and what the element around the rows listens with.
 */
export const usePaused = (active: boolean, peeks: boolean, list: RefObject<HTMLElement | null>) => {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const inUse = useSyncExternalStore(
    active ? subscribe : subscribeToNothing,
    () => active && isBeingRead(list.current),
  );
  return {
    paused: inUse || (active && (peeks || hovered || focused)),
    handlers: {
      onPointerOver: ({ target, pointerType }: PointerEvent) =>
        setHovered(pointerType === 'mouse' && isInRow(target)),
      onPointerLeave: () => setHovered(false),
      onFocus: ({ target }: FocusEvent) => setFocused(isInRow(target)),
      onBlur: () => setFocused(false),
    },
  };
};
