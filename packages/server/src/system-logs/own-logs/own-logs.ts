import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import { isDatabaseAway, isStatementTimeout } from '../../platform/db/failures.ts';
import type { NewLog } from '../recording/record-logs.store.ts';
import { droppedTotal } from './own-logs-metrics.ts';
import { readOwnLine } from './read-own-line.ts';

export type WriteLogs = (logs: readonly NewLog[]) => Promise<void>;

export interface OwnLogs {
  /** A line of the server's own log: never throws, never waits. */
  readonly take: (line: string) => void;
  /** From now on what is taken, and what waits, is written. It must log nothing that is taken. */
  readonly writeWith: (write: WriteLogs) => void;
  /** From now on somebody is told that there are new ones, now and then. */
  readonly tellWith: (tell: () => void) => void;
  /** Writes what waits, if that is possible now, and nothing more. */
  readonly stop: () => Promise<void>;
}

export interface OwnLogsOptions {
  readonly clock: Clock;
  /** So many wait at most; while there is no room, further ones are only counted. */
  readonly mostWaiting?: number;
  /** From one write to the next, at least. */
  readonly paceMs?: number;
  /** From one telling to the next, at least. */
  readonly tellPaceMs?: number;
}

const longestPauseMs = 60_000;

/** Trying again later may succeed; anything else would fail again, for ever. */
const isPassing = (error: unknown): boolean => isDatabaseAway(error) || isStatementTimeout(error);

/** The first at once, and what comes in the pause after it together. */
const tellSeldom = (paceMs: number) => {
  let tell: (() => void) | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isNew = false;
  const say = (): void => {
    pause = undefined;
    if (!tell || !isNew) return;
    isNew = false;
    tell();
    pause = setTimeout(say, paceMs).unref();
  };
  return {
    note: (): void => {
      isNew = true;
      if (pause === undefined) say();
    },
    with: (next: () => void): void => {
      tell = next;
      if (isNew) say();
    },
    stop: (): void => {
      clearTimeout(pause);
      tell = undefined;
    },
  };
};

const lossOf = (count: number, clock: Clock): NewLog | undefined =>
  readOwnLine(
    JSON.stringify({
      level: 'warn',
      time: clock.now().toISOString(),
      msg: `${count} of Taffrail's own logs were not kept`,
      count,
    }),
    clock,
  );

/**
 * Keeps warnings and errors of the server itself among the system logs. What comes first is kept,
 * since it tells most of a fault. Writing them logs nothing, and of many one is told seldom: a page
 * that reads logs after each change, and fails to, goes round in circles no faster than that.
 */
export const createOwnLogs = ({
  clock,
  mostWaiting = 200,
  paceMs = 2_000,
  tellPaceMs = 10_000,
}: OwnLogsOptions): OwnLogs => {
  const waiting: NewLog[] = [];
  /** Those of which no row tells yet. */
  let dropped = 0;
  let write: WriteLogs | undefined;
  let running: Promise<void> | undefined;
  const stopping = new AbortController();
  const telling = tellSeldom(tellPaceMs);

  const drop = (count: number): void => {
    dropped += count;
    droppedTotal.inc(count);
  };

  /** Whether it is worth going on at once. */
  const writeWaiting = async (to: WriteLogs): Promise<boolean> => {
    const told = dropped;
    const loss = told > 0 ? lossOf(told, clock) : undefined;
    const logs = [...waiting];
    try {
      await to(loss ? [...logs, loss] : logs);
      dropped -= told;
      telling.note();
    } catch (error) {
      if (isPassing(error)) return false;
      drop(logs.length);
    }
    waiting.splice(0, logs.length);
    return true;
  };

  const run = async (to: WriteLogs): Promise<void> => {
    let pauseMs = paceMs;
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const isDone = await writeWaiting(to);
      pauseMs = isDone ? paceMs : Math.min(pauseMs * 2, longestPauseMs);
      await sleep(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(
        () => undefined,
      );
    }
    running = undefined;
  };

  const begin = (): void => {
    if (write && waiting.length > 0 && !stopping.signal.aborted) running ??= run(write);
  };

  return {
    take: (line) => {
      try {
        const log = waiting.length < mostWaiting ? readOwnLine(line, clock) : undefined;
        if (log) waiting.push(log);
        else drop(1);
      } catch {
        drop(1);
      }
      begin();
    },
    writeWith: (next) => {
      write = next;
      begin();
    },
    tellWith: telling.with,
    stop: async () => {
      stopping.abort();
      telling.stop();
      await running;
      if (write && waiting.length > 0) await writeWaiting(write);
    },
  };
};
