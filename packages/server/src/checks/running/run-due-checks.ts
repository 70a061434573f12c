import { startStopwatch } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { claimDue } from './record-run.store.ts';
import { runCheck, type RunningContext } from './run-check.ts';

/** Most wait for somebody else's machine. */
const atOnce = 12;
/** The next tick takes what is due then; until then nobody waits for a hand of the worker. */
const withinMs = 45_000;

/** Takes one check after another, until none is due. One that fails takes no other along. */
const work = async (
  context: RunningContext & { readonly log: Logger },
  elapsedMs: () => number,
  signal: AbortSignal | undefined,
): Promise<void> => {
  while (elapsedMs() < withinMs && !signal?.aborted) {
    const checkId = await claimDue(context.db, context.clock.now());
    if (checkId === undefined) return;
    try {
      await runCheck(context, checkId, { cause: 'schedule', stop: signal });
    } catch (error) {
      context.log.warn({ err: error, checkId }, 'check not recorded');
    }
  }
};

/**
 * Runs the checks that are due, some at a time. What was due while nobody ran is run once; what was
 * missed before is not made up.
 */
export const runDueChecks = async (
  context: RunningContext & { readonly log: Logger },
  signal?: AbortSignal,
): Promise<void> => {
  const elapsedMs = startStopwatch();
  await Promise.all(Array.from({ length: atOnce }, () => work(context, elapsedMs, signal)));
};
