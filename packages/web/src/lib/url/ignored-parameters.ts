import { useSyncExternalStore } from 'react';

/** The parameters of the last address that could not be read: the shell says so, quietly. */
let names: readonly string[] = [];
const listeners = new Set<() => void>();

const set = (next: readonly string[]): void => {
  if (next.join() === names.join()) return;
  names = next;
  for (const listener of listeners) listener();
};

/** The page that said so last. */
let reporter = '';

export const reportIgnored = (ignored: readonly string[], page: string): void => {
  reporter = page;
  set(ignored);
};

/** A page has been left; what another has said since stays. */
export const forgetIgnored = (page: string): void => {
  if (page === reporter) set([]);
};

export const dismissIgnored = (): void => set([]);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useIgnoredParameters = (): readonly string[] =>
  useSyncExternalStore(subscribe, () => names);
