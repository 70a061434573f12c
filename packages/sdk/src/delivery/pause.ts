import type { Ports } from '../host/ports.ts';

/** A wait that can be cut short. One at a time. */
export interface Pause {
  wait(delayMs: number, mayHurry: boolean): Promise<void>;
  /** Ends a wait that may be hurried. */
  hurry(): void;
  /** Ends any wait, this one and those to come. */
  end(): void;
}

export function createPause(ports: Ports): Pause {
  let endCurrent: (() => void) | undefined;
  let currentMayHurry = false;
  let isEnded = false;

  return {
    wait(delayMs, mayHurry) {
      if (isEnded) return Promise.resolve();
      currentMayHurry = mayHurry;
      return new Promise((resolve) => {
        const cancelTimer = ports.setTimer(() => endCurrent?.(), delayMs);
        endCurrent = () => {
          endCurrent = undefined;
          cancelTimer();
          resolve();
        };
      });
    },
    hurry() {
      if (currentMayHurry) endCurrent?.();
    },
    end() {
      isEnded = true;
      endCurrent?.();
    },
  };
}
