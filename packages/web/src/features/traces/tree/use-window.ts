import { useCallback, useEffect, useState, type RefObject, type UIEvent } from 'react';

/** Rows beyond those in view, so that scrolling finds them there. */
const beyond = 10;

export interface RowWindow {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
  readonly reveal: (index: number) => void;
}

/** Which rows of a long list, all of one height, are in view: only these are drawn. */
export const useWindow = (
  ref: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow => {
  const [view, setView] = useState({ top: 0, height: 800 });
  const measure = useCallback((element: HTMLElement): void => {
    const { scrollTop: top, clientHeight: height } = element;
    setView((now) => (now.top === top && now.height === height ? now : { top, height }));
  }, []);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => measure(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, measure]);
  const reveal = useCallback(
    (index: number): void => {
      const element = ref.current;
      if (!element) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = top + rowHeight - element.clientHeight;
      measure(element);
    },
    [ref, rowHeight, measure],
  );
  return {
    first: Math.max(0, Math.floor(view.top / rowHeight) - beyond),
    end: Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + beyond),
    onScroll: (event) => measure(event.currentTarget),
    reveal,
  };
};
