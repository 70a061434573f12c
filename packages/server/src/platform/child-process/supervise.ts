import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';

/** A child process. */
export interface Supervised {
  /** Resolves when it can be used; rejects when it ends before. */
  ready: Promise<void>;
  /** Resolves with the reason in words when the process has ended. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface Supervisor {
  /** Stops the process and does not start it again. */
  stop(): Promise<void>;
}

interface Supervision {
  /** For the log. */
  name: string;
  start: () => Promise<Supervised>;
  log: Logger;
  clock: Clock;
  /** The pause before a start doubles up to this. */
  longestDelayMs?: number;
}

const firstDelayMs = 100;
/** A process that lived so long had not failed to start: the next delay is the first one again. */
const steadyMs = 60_000;

/**
 * Keeps one process running. The first start must succeed; from then on it is started again
 * for as long as it takes, because others already rely on it.
 */
export async function supervise(options: Supervision): Promise<Supervisor> {
  const first = await options.start();
  await first.ready;
  return keepRunning(options, first);
}

/** The same for a process that nobody waits for: its first start, too, may take several attempts. */
export function keepRunning(options: Supervision, first?: Supervised): Supervisor {
  const { name, start, log, clock, longestDelayMs = 10_000 } = options;
  const stopping = new AbortController();
  let current = first;

  async function tryToStart(): Promise<void> {
    current = undefined;
    try {
      current = await start();
      // Of what is stopped before it is ready, that it was not is no news.
      current.ready.catch(() => undefined);
      if (stopping.signal.aborted) return await current.stop();
      await current.ready;
      log.info(`${name} runs`);
    } catch (err) {
      if (!stopping.signal.aborted) log.error({ err }, `${name} could not be started`);
    }
  }

  async function keep(): Promise<void> {
    let delayMs = firstDelayMs;
    let startedAt = clock.now().getTime();
    if (!current) await tryToStart();
    for (;;) {
      const reason = await current?.ended;
      if (stopping.signal.aborted) return;
      if (clock.now().getTime() - startedAt > steadyMs) delayMs = firstDelayMs;
      if (current) log.error({ reason, delayMs }, `${name} ended; starting it again`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      delayMs = Math.min(delayMs * 2, longestDelayMs);
      startedAt = clock.now().getTime();
      await tryToStart();
    }
  }

  const kept = keep();
  return {
    async stop() {
      stopping.abort();
      await current?.stop();
      await kept;
    },
  };
}
