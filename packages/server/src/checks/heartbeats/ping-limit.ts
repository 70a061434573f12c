import type { Clock } from '../../platform/clock.ts';

/** More than anything that pings when it ran; a loop that went wild fills no disk. */
export const pingsPerMinute = 60;
const mostIds = 10_000;
const minuteMs = 60_000;

/** Counts in this process; whoever has an address may use it no faster. */
export const createPingLimit = (clock: Clock): { readonly mayPing: (id: string) => boolean } => {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    mayPing: (id) => {
      const now = Math.floor(clock.now().getTime() / minuteMs);
      if (now !== minute || counts.size > mostIds) {
        minute = now;
        counts = new Map();
      }
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return count <= pingsPerMinute;
    },
  };
};
