import { useSyncExternalStore } from 'react';

/** The parameters of the last address that could not be read: the shell says so, quietly. */
let names: readonly string[] = [];
const listeners = new Set<() => void>();

const set = (next: readonly string[]): void => {
  if (next.join() === names.join()) return;
  names = next;
  for (const listener of listeners) listener();
};

export const reportIgnored = set;

export const forgetIgnored = (): void => set([]);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useIgnoredParameters = (): readonly string[] =>
  useSyncExternalStore(subscribe, () => names);
