import { useEffect, useRef, useState, type RefObject } from 'react';
import { useShortcut } from '../lib/use-shortcut.ts';

const primary = '[data-row-primary]';

/**
 * The focus of a list: each row has one control marked `data-row-primary`, and one of them is in
 * the tab order; j and k or the arrows reach the others. Enter is the control's own. Answers the
 * ref for the element that holds the rows (each with its `data-row-id`) and the row in the tab order.
 *
 * @param hasKeys false where j and k belong to another list of the page
 */
export const useRowFocus = <E extends HTMLElement>(
  ids: readonly string[],
  hasKeys = true,
): [RefObject<E | null>, string | undefined] => {
  const list = useRef<E>(null);
  const [lastId, setActiveId] = useState<string>();
  const activeId = lastId !== undefined && ids.includes(lastId) ? lastId : ids[0];
  const hasRows = hasKeys && ids.length > 0;
  useShortcut('j', 'Next row', hasRows && (() => step(list.current, 1)), 'Lists');
  useShortcut('k', 'Previous row', hasRows && (() => step(list.current, -1)), 'Lists');
  useEffect(() => {
    const element = list.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      if (!(event.target instanceof HTMLElement) || !event.target.matches(primary)) return;
      event.preventDefault();
      step(element, event.key === 'ArrowDown' ? 1 : -1);
    };
    const onFocusIn = (event: FocusEvent): void => {
      if (!(event.target instanceof Element)) return;
      setActiveId(event.target.closest<HTMLElement>('[data-row-id]')?.dataset['rowId']);
    };
    element?.addEventListener('keydown', onKeyDown);
    element?.addEventListener('focusin', onFocusIn);
    return () => {
      element?.removeEventListener('keydown', onKeyDown);
      element?.removeEventListener('focusin', onFocusIn);
    };
  }, []);
  return [list, activeId];
};

/** From the row that has the focus; into the list, where none has, at the row in the tab order. */
const step = (list: HTMLElement | null, by: -1 | 1): void => {
  const rows = [...(list?.querySelectorAll('[data-row-id]') ?? [])];
  // A card may have two: a link, and the button that opens it.
  const controls = rows.flatMap((row) => row.querySelector<HTMLElement>(primary) ?? []);
  const current = controls.findIndex((control) =>
    control.closest('[data-row-id]')?.contains(document.activeElement),
  );
  const next =
    current === -1 ? controls.findIndex((control) => control.tabIndex === 0) : current + by;
  controls[Math.min(Math.max(next, 0), controls.length - 1)]?.focus();
};
