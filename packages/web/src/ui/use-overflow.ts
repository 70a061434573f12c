import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Whether the content is wider than its container. */
export const useOverflow = <E extends HTMLElement>(): [RefObject<E | null>, boolean] => {
  const ref = useRef<E>(null);
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const container = ref.current;
    const content = container?.firstElementChild;
    if (!container || !content) return undefined;
    const observer = new ResizeObserver(() =>
      setOverflows(content.scrollWidth > container.clientWidth + 1),
    );
    observer.observe(container);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return [ref, overflows];
};
