import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Postmaster } from './postmaster.ts';

export interface Supervisor {
  /** Stops the process and does not start it again. */
  stop(): Promise<void>;
}

const firstDelayMs = 100;
const longestDelayMs = 10_000;
/** A process that lived so long had not failed to start: the next delay is the first one again. */
const steadyMs = 60_000;

/**
 * Keeps one postmaster running. The first start must succeed; from then on it is started again
 * for as long as it takes, because the address has been given out and clients reconnect to it.
 */
export async function supervise(options: {
  start: () => Promise<Postmaster>;
  log: Logger;
  clock: Clock;
}): Promise<Supervisor> {
  const { start, log, clock } = options;
  const stopping = new AbortController();
  let postmaster = await start();
  await postmaster.ready;

  async function keepRunning(): Promise<void> {
    let delayMs = firstDelayMs;
    let startedAt = clock.now().getTime();
    for (;;) {
      const reason = await postmaster.ended;
      if (stopping.signal.aborted) return;
      if (clock.now().getTime() - startedAt > steadyMs) delayMs = firstDelayMs;
      log.error({ reason, delayMs }, 'PostgreSQL ended; starting it again');
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      delayMs = Math.min(delayMs * 2, longestDelayMs);
      startedAt = clock.now().getTime();
      await startAgain();
    }
  }

  async function startAgain(): Promise<void> {
    try {
      postmaster = await start();
      if (stopping.signal.aborted) return await postmaster.stop();
      await postmaster.ready;
      log.info('PostgreSQL runs again');
    } catch (err) {
      if (!stopping.signal.aborted) log.error({ err }, 'PostgreSQL could not be started again');
    }
  }

  const kept = keepRunning();
  return {
    async stop() {
      stopping.abort();
      await postmaster.stop();
      await kept;
    },
  };
}
