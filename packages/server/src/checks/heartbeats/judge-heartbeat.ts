import type { CheckResult, HeartbeatState } from '@taffrail/contract';

/** What is known of the pings of a heartbeat. */
export interface KnownPings {
  readonly last_ping_at: Date | null;
  readonly last_success_at: Date | null;
  readonly has_failed: boolean;
  readonly exit_status: number | null;
  readonly running_since: Date | null;
  readonly due_at: Date | null;
  readonly down_at: Date | null;
}

export interface Judged {
  readonly state: Exclude<HeartbeatState, 'disabled'>;
  readonly result: CheckResult;
  readonly message: string;
  readonly lateSeconds: number;
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `3 hours`: as exact as anybody needs to know it. */
export const inWords = (seconds: number): string => {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

const secondsSince = (at: Date, now: Date): number =>
  Math.max(0, (now.getTime() - at.getTime()) / 1_000);

/** How a heartbeat is: down says so itself, or says nothing any more. */
export const judgeHeartbeat = (known: KnownPings, graceSeconds: number, now: Date): Judged => {
  const { due_at: due, down_at: down, running_since: running } = known;
  const lateSeconds = due ? Math.round(secondsSince(due, now)) : 0;
  if (known.last_ping_at === null)
    return { state: 'new', result: 'unknown', message: 'It has never pinged.', lateSeconds: 0 };
  if (known.has_failed) {
    const status = known.exit_status === null ? '' : `, with exit status ${known.exit_status}`;
    const message = `It said that it failed${status}.`;
    return { state: 'down', result: 'critical', message, lateSeconds };
  }
  if (running && secondsSince(running, now) > graceSeconds) {
    const message = `It began ${inWords(secondsSince(running, now))} ago and has not said that it ended.`;
    return { state: 'down', result: 'critical', message, lateSeconds };
  }
  if (down && now > down) {
    const message = `No ping: one was due ${inWords(lateSeconds)} ago.`;
    return { state: 'down', result: 'critical', message, lateSeconds };
  }
  if (due && now > due) {
    const message = `A ping is late by ${inWords(lateSeconds)}, within its grace.`;
    return { state: 'late', result: 'ok', message, lateSeconds };
  }
  // Only starts and logs came so far.
  if (!known.last_success_at)
    return {
      state: 'new',
      result: 'unknown',
      message: 'It has not succeeded yet.',
      lateSeconds: 0,
    };
  const ago = inWords(secondsSince(known.last_success_at, now));
  return { state: 'up', result: 'ok', message: `It pinged ${ago} ago.`, lateSeconds: 0 };
};
