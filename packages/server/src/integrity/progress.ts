import type pg from 'pg';
import { startStopwatch } from '../platform/clock.ts';
import { clearProgress, saveProgress } from './progress.store.ts';

export interface Progress {
  /** One more is checked. */
  step(): Promise<void>;
  /** The run is over. One that was broken off is not believed for long. */
  end(): Promise<void>;
}

/** A run that began longer ago does not run any more: it died. */
export const longestRunMs = 180_000;

/** A run that is quicker than this is over before anybody could read how far it is. */
const everyMs = 500;

/** Tells how far a run has come, twice a second at most. */
export const startProgress = (
  owner: pg.Pool,
  run: { readonly startedAt: Date; readonly total: number },
  onTold: () => void,
): Progress => {
  let checked = 0;
  let sinceToldMs = startStopwatch();
  return {
    async step() {
      checked += 1;
      if (sinceToldMs() < everyMs) return;
      sinceToldMs = startStopwatch();
      await saveProgress(owner, { ...run, checked });
      onTold();
    },
    end: () => clearProgress(owner),
  };
};
