/** One registry of every shortcut: it runs them, and the `?` help lists them. */
export interface Shortcut {
  /** `r`, `?`, `[`, `Shift+x`, `Ctrl+k` (⌘ on a Mac), or a sequence as `g y`. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  readonly run: () => void;
}

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly timeStamp: number;
  readonly defaultPrevented: boolean;
  readonly target: EventTarget | null;
  preventDefault(): void;
}

/** A sequence lapses after this. */
const sequenceMs = 1000;

/** `Ctrl+k`, `Shift+x`; a character that needs Shift anyway (`?`, `*`) is itself. */
const nameOf = (press: KeyPress): string => {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isLetter = /^[a-z]$/.test(key);
  const shift = press.shiftKey && (isLetter || press.key.length > 1) ? 'Shift+' : '';
  const control = press.ctrlKey || press.metaKey ? 'Ctrl+' : '';
  return `${control}${press.altKey ? 'Alt+' : ''}${shift}${key}`;
};

const isPlain = (keys: string): boolean => !keys.startsWith('Ctrl+') && !keys.startsWith('Alt+');

export interface Keyboard {
  /** The latest registration of the same keys wins until it is taken back. */
  readonly register: (shortcut: Shortcut) => () => void;
  readonly handle: (press: KeyPress) => void;
  /** Single keys can be switched off (WCAG 2.1.4); those with Ctrl stay. */
  readonly setSingleKeys: (on: boolean) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** What is active now, in order of registration; the same array until something changes. */
  readonly list: () => readonly Shortcut[];
}

/** `isBusy` says whether a target takes keys itself: text fields, menus, dialogs. */
export const createKeyboard = (isBusy: (target: EventTarget | null) => boolean): Keyboard => {
  let shortcuts: readonly Shortcut[] = [];
  let singleKeys = true;
  let begun: { name: string; at: number } | null = null;
  const listeners = new Set<() => void>();
  const set = (next: readonly Shortcut[]): void => {
    shortcuts = next;
    for (const listener of listeners) listener();
  };
  const find = (keys: string): Shortcut | undefined =>
    shortcuts.findLast((shortcut) => shortcut.keys === keys);

  return {
    register: (shortcut) => {
      set([...shortcuts, shortcut]);
      return () => set(shortcuts.filter((other) => other !== shortcut));
    },
    handle: (press) => {
      if (press.defaultPrevented) return;
      const name = nameOf(press);
      if (isPlain(name) && (!singleKeys || isBusy(press.target))) {
        begun = null;
        return;
      }
      const sequence =
        begun && press.timeStamp - begun.at <= sequenceMs ? `${begun.name} ${name}` : null;
      const shortcut = (sequence && find(sequence)) || find(name);
      begun = shortcut ? null : { name, at: press.timeStamp };
      if (!shortcut) return;
      press.preventDefault();
      shortcut.run();
    },
    setSingleKeys: (on) => {
      singleKeys = on;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list: () => shortcuts,
  };
};
