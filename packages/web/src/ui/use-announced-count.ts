import { useEffect, useRef } from 'react';
import { announce } from '../lib/announce.ts';

/** Tells screen readers what a change of the filters came to; the first answer is read anyway. */
export const useAnnouncedCount = (count: string | undefined): void => {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (count === undefined || count === last.current) return;
    if (last.current !== undefined) announce(count);
    last.current = count;
  }, [count]);
};
