import type { Ping } from '../jobs/heartbeats.ts';
import type { Tradewind } from '../tradewind.ts';
import { deleteOrphans } from './members.store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The hour of the night (UTC) in which it is tidied up. */
const nightHour = 4;

const nextNight = (now: number): number => {
  const today = Math.floor(now / dayMs) * dayMs + nightHour * hourMs;
  return today > now ? today : today + dayMs;
};

/**
 * Removes, when it is called after a night has begun, the memberships that users have left behind;
 * until then Taffrail's checks find them.
 */
export const createSweep = (ping: Ping): ((app: Tradewind) => Promise<void>) => {
  let dueAt = nextNight(Date.now());
  return async ({ pool, taffrail }) => {
    if (Date.now() < dueAt) return;
    dueAt = nextNight(Date.now());
    await ping('start');
    const count = await deleteOrphans(pool).catch(async (error: unknown) => {
      await ping('fail');
      throw error;
    });
    await ping();
    if (count === 0) return;
    const message = `${count} memberships of users who are gone were removed.`;
    taffrail.log(null, { level: 'info', source: 'housekeeping', message });
  };
};
