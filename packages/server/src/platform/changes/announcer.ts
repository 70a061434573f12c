import { setTimeout as sleep } from 'node:timers/promises';

export interface Announcer {
  /** Never throws, never waits; call it after the commit. */
  announce(...topics: readonly string[]): void;
  /** Tells what is left, if that is possible now, and nothing more. */
  stop(): Promise<void>;
}

export interface AnnouncerOptions {
  /** What rejects is tried again after the pause. */
  readonly send: (topics: readonly string[]) => Promise<void>;
  readonly pauseMs: number;
}

/**
 * Tells the first change of a quiet time at once, and those of the pause after it together, each
 * topic once. While nobody can be told it holds the topics, of which there are few.
 */
export const createAnnouncer = ({ send, pauseMs }: AnnouncerOptions): Announcer => {
  const waiting = new Set<string>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;

  const sendWaiting = async (): Promise<void> => {
    const topics = [...waiting];
    waiting.clear();
    try {
      await send(topics);
    } catch {
      for (const topic of topics) waiting.add(topic);
    }
  };

  const run = async (): Promise<void> => {
    while (waiting.size > 0 && !signal.aborted) {
      const pause = sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      await sendWaiting();
      await pause;
    }
    running = undefined;
  };

  return {
    announce(...topics) {
      for (const topic of topics) waiting.add(topic);
      if (waiting.size > 0 && !signal.aborted) running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
      if (waiting.size > 0) await sendWaiting();
    },
  };
};
