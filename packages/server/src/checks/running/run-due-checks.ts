import { startStopwatch } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { claimDue } from './record-run.store.ts';
import { runCheck, type RunningContext } from './run-check.ts';

/** Most wait for somebody else's machine. */
const atOnce = 12;
/** The next tick takes what is due then; until then nobody waits for a hand of the worker. */
const withinMs = 45_000;

/**
 * Runs the checks that are due, some at a time. What was due while nobody ran is run once; what was
 * missed before is not made up.
 */
export const runDueChecks = async (
  context: RunningContext & { readonly log: Logger },
  stop?: AbortSignal,
): Promise<void> => {
  const { db, clock, log } = context;
  const elapsedMs = startStopwatch();
  const running = new Set<Promise<void>>();
  const isOver = (): boolean => elapsedMs() >= withinMs || stop?.aborted === true;
  while (!isOver()) {
    const checkId = await claimDue(db, clock.now());
    if (checkId === undefined) break;
    // One that fails takes no other along.
    const run = runCheck(context, checkId, { cause: 'schedule', stop })
      .catch((error: unknown) => log.warn({ err: error, checkId }, 'check not recorded'))
      .finally(() => running.delete(run));
    running.add(run);
    if (running.size >= atOnce) await Promise.race(running);
  }
  await Promise.all(running);
};
