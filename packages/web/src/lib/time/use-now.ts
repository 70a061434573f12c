import { useSyncExternalStore } from 'react';

/** One timer for every time on the screen; it stops when nothing shows one. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = Date.now();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The present moment, rounded down to `everyMs`: the component renders no oftener than that. */
export const useNow = (everyMs = 10_000): Date =>
  new Date(
    useSyncExternalStore(subscribe, () => {
      if (!timer) nowMs = Date.now();
      return Math.floor(nowMs / everyMs) * everyMs;
    }),
  );
