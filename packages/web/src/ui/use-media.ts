import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds: for what CSS alone cannot decide. */
export const useMedia = (query: string): boolean => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
};

export const useNarrow = (): boolean => useMedia('(width < 40rem)');
