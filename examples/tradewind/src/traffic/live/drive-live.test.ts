import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { minuteMs, secondMs } from '../durations.ts';
import type { Clock } from '../clock.ts';
import { driveLive, type LiveLimits } from './drive-live.ts';
import type { SendRequest } from './send-request.ts';

const seed = 'a test';
const beginsAt = Date.parse('2026-11-21T10:00:00Z');
/** A Tuesday, when much is going on. */
const from = Date.parse('2026-11-24T09:00:00Z');

interface Passing extends Clock {
  /** Lets time pass until then, from one who sleeps to the next. */
  passTo(until: number): Promise<void>;
  sleeping(): number;
}

const createClock = (startsAt: number): Passing => {
  let now = startsAt;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const sleeper = { at: now + Math.max(0, ms), wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => sleepers.delete(sleeper) && reject(signal.reason));
      }),
    passTo: async (until) => {
      for (;;) {
        await breathe();
        const [next] = [...sleepers].sort((a, b) => a.at - b.at);
        if (!next || next.at > until) break;
        sleepers.delete(next);
        now = next.at;
        next.wake();
      }
      now = until;
    },
    sleeping: () => sleepers.size,
  };
};

interface Sent {
  readonly at: number;
  readonly visit: string;
  readonly method: string;
  readonly path: string;
}

/** Drives for so long, with an API that knows nobody's things but lets everybody in. */
const drive = async (limits: LiveLimits, forMs: number): Promise<Sent[]> => {
  const clock = createClock(from);
  const stopping = new AbortController();
  const { signal } = stopping;
  const sent: Sent[] = [];
  const send: SendRequest = async ({ method, path, headers }) => {
    sent.push({ at: clock.now(), visit: headers['x-posthog-session-id'] ?? '', method, path });
    await clock.sleep(5, signal);
    return { status: method === 'GET' ? 200 : 201, body: { token: 'a token', items: [] } };
  };
  const failed: unknown[] = [];
  const ended = driveLive({
    seed,
    beginsAt,
    send,
    clock,
    signal,
    limits,
    isSettled: () => true,
    report: (error) => failed.push(error),
  });
  await clock.passTo(from + forMs);
  stopping.abort();
  await ended;
  expect(failed).toEqual([]);
  expect(clock.sleeping()).toBe(0);
  return sent;
};

/** A visit's id is a UUID of version 7, which begins with its time. */
const beginningOf = (visit: string): number =>
  Number.parseInt(visit.replaceAll('-', '').slice(0, 12), 16);

/** How many visits were going on when most were. */
const mostVisits = (sent: readonly Sent[]): number => {
  const ends = new Map(sent.map(({ visit, at }) => [visit, at]));
  const begun = new Map(sent.toReversed().map(({ visit, at }) => [visit, at]));
  const counts = [...begun.values()].map(
    (at) =>
      [...begun].filter(([visit, first]) => first <= at && (ends.get(visit) ?? 0) > at).length,
  );
  return Math.max(...counts);
};

/** How many requests fell into the fullest second. */
const mostRequests = (sent: readonly Sent[]): number =>
  Math.max(
    ...sent.map(({ at }) => sent.filter((one) => one.at >= at && one.at < at + secondMs).length),
  );

const wide: LiveLimits = { visitsAtOnce: 1_000, requestsPerSecond: 1_000 };

describe('live traffic', () => {
  it('makes the same requests at the same time for the same seed', async () => {
    const sent = await drive(wide, 10 * minuteMs);
    expect(sent.length).toBeGreaterThan(100);
    expect(await drive(wide, 10 * minuteMs)).toEqual(sent);
  });

  it('begins in the midst of things', async () => {
    const sent = await drive(wide, minuteMs);
    expect(sent.filter(({ visit }) => beginningOf(visit) < from)).not.toEqual([]);
  });

  it('has no more visitors at once than it may', async () => {
    expect(mostVisits(await drive(wide, 15 * minuteMs))).toBeGreaterThan(3);
    expect(mostVisits(await drive({ ...wide, visitsAtOnce: 3 }, 15 * minuteMs))).toBe(3);
  });

  it('makes no more requests a second than it may', async () => {
    expect(mostRequests(await drive(wide, 15 * minuteMs))).toBeGreaterThan(4);
    expect(mostRequests(await drive({ ...wide, requestsPerSecond: 4 }, 15 * minuteMs))).toBe(4);
  });
});
