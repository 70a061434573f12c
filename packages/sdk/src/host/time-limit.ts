import type { Ports } from './ports.ts';

/** Node fires a longer timer at once, and prints a warning. */
const longestTimerMs = 2_147_483_647;

/**
 * True when the work is done in time. Somebody awaits this, so it holds the process open, where
 * the SDK's sockets and other timers do not.
 */
export function withinTime(
  work: Promise<unknown>,
  limitMs: unknown,
  defaultMs: number,
  ports: Ports,
): Promise<boolean> {
  const isUsable = typeof limitMs === 'number' && limitMs >= 0;
  const delayMs = Math.min(isUsable ? limitMs : defaultMs, longestTimerMs);
  return new Promise((resolve) => {
    const cancelTimer = ports.setTimer(() => resolve(false), delayMs, true);
    const end = (isDone: boolean): void => {
      cancelTimer();
      resolve(isDone);
    };
    work.then(
      () => end(true),
      () => end(false),
    );
  });
}
