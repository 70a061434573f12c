import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { createKeyboard, type Shortcut } from './keyboard.ts';

const busy =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** The application's one registry; the shell gives it the key presses of the document. */
export const keyboard = createKeyboard(
  (target) => target instanceof Element && target.closest(busy) !== null,
);

/** Registers a shortcut while the component is there; without `run`, nothing. What is in view answers. */
export const useShortcut = (
  keys: string,
  label: string,
  run: (() => void) | undefined | false,
  group = 'This page',
): void => {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  const active = Boolean(run);
  useLayoutEffect(() => {
    if (!active) return undefined;
    return keyboard.register({
      keys,
      label,
      group,
      run: () => {
        if (latest.current) latest.current();
      },
    });
  }, [keys, label, group, active]);
};

export const useShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(keyboard.subscribe, keyboard.list);
