import type { ChangeTopic } from '@taffrail/contract';
import { useCallback, useEffect, useRef } from 'react';
import { useChanges } from '../lib/live/use-changes.ts';
import { isInUse } from './is-in-use.ts';

/** After a change, once in each five seconds of the clock. */
const afterChangeMs = 5_000;
const tickMs = 1_000;

/**
 * By the clock, in whole seconds: browsers that watch the same ask for it at the same moment, and
 * the server answers them together.
 */
const untilNextTick = (): number => tickMs - (Date.now() % tickMs);
const placeOf = (ms: number): number => Math.floor(ms / afterChangeMs);

export interface AutoRefresh {
  /** At least so often; zero is never by itself. */
  everyMs: number;
  /** Sooner, when something of these has changed. */
  topics: readonly ChangeTopic[] | undefined;
  paused: boolean;
  onRefresh: (by: RefreshedBy) => void;
}

/** The operator's own hand, or the page itself. */
export type RefreshedBy = 'hand' | 'itself';

/**
 * Refreshes a page by itself, never while it is hidden or in use: what is due then waits until it
 * no longer is. Answers the refresh that the operator asks for.
 */
export const useAutoRefresh = ({ everyMs, topics, paused, onRefresh }: AutoRefresh) => {
  const changed = useRef(false);
  const lastMs = useRef<number>(undefined);
  const refresh = useCallback(
    (by: RefreshedBy): void => {
      changed.current = false;
      lastMs.current = Date.now();
      onRefresh(by);
    },
    [onRefresh],
  );
  useChanges(topics, () => {
    changed.current = true;
  });
  useEffect(() => {
    if (everyMs === 0 || paused) return undefined;
    // The page has just been loaded, or is as it was when the choice was made.
    lastMs.current ??= Date.now();
    const tick = (): void => {
      const [now, last] = [Date.now(), lastMs.current ?? 0];
      const isDue = now - last >= everyMs || (changed.current && placeOf(now) > placeOf(last));
      if (isDue && !document.hidden && !isInUse()) refresh('itself');
      timer = setTimeout(tick, untilNextTick());
    };
    let timer = setTimeout(tick, untilNextTick());
    return () => clearTimeout(timer);
  }, [everyMs, paused, refresh]);
  return useCallback(() => refresh('hand'), [refresh]);
};
