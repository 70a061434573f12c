import { useEffect, useRef, type RefObject } from 'react';

export const toTop = (element: HTMLElement | null): void => {
  if (element && element.getBoundingClientRect().top < 0) element.scrollIntoView();
};

/** Another page of a list is read from its top on. */
export const useTopOfPage = (
  top: RefObject<HTMLElement | null>,
  after: string | undefined,
  loading: boolean,
): void => {
  const shown = useRef(after);
  useEffect(() => {
    if (loading || shown.current === after) return;
    shown.current = after;
    toTop(top.current);
  }, [top, after, loading]);
};
