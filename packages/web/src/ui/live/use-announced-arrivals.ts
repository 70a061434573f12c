import { useEffect, useRef } from 'react';
import { announce } from '../../lib/announce.ts';
import { plural } from '../../lib/format.ts';

/** However many come, a screen reader says so no oftener. */
const everyMs = 10_000;

/**
 * Tells screen readers how many rows have entered the live log, several times at once.
 *
 * @param thing what one of them is: "action"
 */
export const useAnnouncedArrivals = (entered: ReadonlySet<string>, thing: string): void => {
  const count = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    count.current += entered.size;
    if (count.current === 0 || timer.current !== undefined) return;
    const tell = (): void => {
      if (count.current > 0) announce(plural(count.current, `new ${thing}`));
      timer.current = count.current > 0 ? setTimeout(tell, everyMs) : undefined;
      count.current = 0;
    };
    tell();
  }, [entered, thing]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
};
