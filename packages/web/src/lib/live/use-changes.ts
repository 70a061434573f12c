import type { ChangeTopic } from '@taffrail/contract';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { liveState, subscribeToChanges, watchLiveState, type Change } from './live.ts';
import type { LiveState } from './follow-changes.ts';

/** Calls back when something of the topics has changed, or may have; never in a hidden tab. */
export const useChanges = (
  topics: readonly ChangeTopic[] | undefined,
  onChange: (change: Change) => void,
): void => {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const names = topics?.join();
  useEffect(() => {
    if (!names) return undefined;
    return subscribeToChanges({
      topics: names.split(',') as ChangeTopic[],
      onChange: (change) => latest.current(change),
    });
  }, [names]);
};

/** Whether changes are heard of at the moment. */
export const useLiveState = (): LiveState => useSyncExternalStore(watchLiveState, liveState);
