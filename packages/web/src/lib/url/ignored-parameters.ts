import { useSyncExternalStore } from 'react';

/** The parameters of the last address that could not be read: the shell says so, quietly. */
let names: readonly string[] = [];
const listeners = new Set<() => void>();

const set = (next: readonly string[]): void => {
  if (next.join() === names.join()) return;
  names = next;
  // Addresses are read while React renders; it wants to hear of changes afterwards.
  queueMicrotask(() => {
    for (const listener of listeners) listener();
  });
};

/** Reported for the page that is being opened, rather than for the one in view. */
let fresh = false;

export const reportIgnored = (ignored: readonly string[]): void => {
  fresh = true;
  set(ignored);
};

export const forgetIgnored = (): void => set([]);

/** Another page has opened: what was said about the one before is over. */
export const settleIgnored = (): void => {
  if (!fresh) forgetIgnored();
  fresh = false;
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useIgnoredParameters = (): readonly string[] =>
  useSyncExternalStore(subscribe, () => names);
