import { clientNetwork } from '../access/throttle/client-network.ts';
import { createThrottle, type Throttle } from '../access/throttle/throttle.ts';
import type { Clock } from '../platform/clock.ts';
import { raise } from '../platform/http/api-error.ts';

/** Counts failed attempts to sign in, and how many of them are written down. */
export interface SignInThrottle {
  /**
   * Takes an attempt before the password is looked at, so that attempts made at once count, too.
   *
   * @throws `too_many_requests`
   */
  begin(who: string, ipAddress: string): void;
  /** Returns the attempt: whoever signs in rightly is never slowed down. */
  succeed(who: string, ipAddress: string): void;
  /** Whether this failure goes to the audit log, and how many before it did not. */
  noteFailure(): { isRecorded: boolean; unrecorded: number };
}

export const createSignInThrottle = (clock: Clock): SignInThrottle => {
  const guesses = createThrottle({ clock, burst: 10, refillMs: 60_000 });
  // An office shares one address.
  const fromNetwork = createThrottle({ clock, burst: 20, refillMs: 15_000 });
  // Higher than what one network can use up, so that it keeps nobody out by guessing at their name.
  const atPerson = createThrottle({ clock, burst: 50, refillMs: 10_000 });
  const recorded = createThrottle({ clock, burst: 100, refillMs: 30_000 });
  let unrecorded = 0;

  const countersOf = (who: string, ipAddress: string): (readonly [Throttle, string])[] => {
    const network = clientNetwork(ipAddress);
    return [
      [guesses, `${network} ${who}`],
      [fromNetwork, network],
      [atPerson, who],
    ];
  };

  return {
    begin(who, ipAddress) {
      const taken: (readonly [Throttle, string])[] = [];
      for (const counter of countersOf(who, ipAddress)) {
        const [throttle, name] = counter;
        const waitMs = throttle.take(name);
        if (waitMs > 0) {
          for (const [before, named] of taken) before.giveBack(named);
          raise('too_many_requests', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
        }
        taken.push(counter);
      }
    },
    succeed(who, ipAddress) {
      for (const [throttle, name] of countersOf(who, ipAddress)) throttle.giveBack(name);
    },
    noteFailure() {
      const isRecorded = recorded.take('all') === 0;
      const before = unrecorded;
      unrecorded = isRecorded ? 0 : before + 1;
      return { isRecorded, unrecorded: before };
    },
  };
};
