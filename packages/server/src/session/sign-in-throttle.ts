import { clientNetwork } from '../access/throttle/client-network.ts';
import { createThrottle } from '../access/throttle/throttle.ts';
import type { Clock } from '../platform/clock.ts';
import { raise } from '../platform/http/api-error.ts';

/** Counts failed attempts: for each e-mail, for each network, and how many are written down. */
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
  const byPerson = createThrottle({ clock, burst: 10, refillMs: 60_000 });
  // An office shares one address.
  const byNetwork = createThrottle({ clock, burst: 20, refillMs: 15_000 });
  const recorded = createThrottle({ clock, burst: 100, refillMs: 30_000 });
  let unrecorded = 0;
  return {
    begin(who, ipAddress) {
      const network = clientNetwork(ipAddress);
      const networkWaitMs = byNetwork.take(network);
      const waitMs = networkWaitMs || byPerson.take(who);
      if (waitMs === 0) return;
      if (networkWaitMs === 0) byNetwork.giveBack(network);
      raise('too_many_requests', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
    },
    succeed(who, ipAddress) {
      byPerson.giveBack(who);
      byNetwork.giveBack(clientNetwork(ipAddress));
    },
    noteFailure() {
      const isRecorded = recorded.take('all') === 0;
      const before = unrecorded;
      unrecorded = isRecorded ? 0 : before + 1;
      return { isRecorded, unrecorded: before };
    },
  };
};
