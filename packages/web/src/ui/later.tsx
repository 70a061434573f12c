import { createElement, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { laterCode } from './later-code.ts';

/** A component whose code comes when it is first shown, or earlier by `preload`. */
export interface Later<P> {
  (props: P & { waiting?: ReactNode }): ReactNode;
  readonly preload: () => Promise<void>;
}

/**
 * As `React.lazy`, but shown at once when its code is here already: Suspense would show its
 * fallback for at least 300 ms, which is long for something that opens under a finger.
 *
 * @param otherwise stands in its place where its code fails; without it the page fails
 */
export const later = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  otherwise?: ComponentType,
): Later<P> => {
  let loading: Promise<void> | undefined;
  let loaded: ComponentType<P> | undefined;
  let failure: unknown;
  const loadOnce = async (): Promise<void> => {
    try {
      loaded = await laterCode(load)();
    } catch (error) {
      failure = error;
    }
  };
  const preload = (): Promise<void> => (loading ??= loadOnce());

  function LaterComponent({ waiting = null, ...props }: P & { waiting?: ReactNode }): ReactNode {
    const [, setArrived] = useState(loaded !== undefined);
    useEffect(() => {
      const wait = async (): Promise<void> => {
        await preload();
        setArrived(true);
      };
      void wait();
    }, []);
    // For the error boundary of the page, as React.lazy would.
    if (failure) {
      if (otherwise) return createElement(otherwise);
      throw failure;
    }
    return loaded ? createElement(loaded, props as unknown as P) : waiting;
  }
  return Object.assign(LaterComponent, { preload });
};
