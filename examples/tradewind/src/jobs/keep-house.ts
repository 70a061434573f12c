import { deleteOrphans } from '../members/members.store.ts';
import { deleteExpiredSessions } from '../sessions/sessions.store.ts';
import type { Tradewind } from '../tradewind.ts';
import type { Ping } from './heartbeats.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The hour of the night (UTC) in which it is tidied up. */
const nightHour = 4;

const nextNight = (now: number): number => {
  const today = Math.floor(now / dayMs) * dayMs + nightHour * hourMs;
  return today > now ? today : today + dayMs;
};

const removeOrphans = async ({ pool, taffrail }: Tradewind): Promise<void> => {
  const count = await deleteOrphans(pool);
  if (count === 0) return;
  const message = `${count} memberships of users who are gone were removed.`;
  taffrail.log(null, { level: 'info', source: 'housekeeping', message });
};

/**
 * Removes, when it is called first and after each night has begun, sessions that have run out; and
 * by night the memberships that users have left behind, which Taffrail's checks find until then.
 */
export const createHousekeeping = (ping: Ping): ((app: Tradewind) => Promise<void>) => {
  let dueAt: number | undefined;
  return async (app) => {
    const isNight = dueAt !== undefined;
    if (dueAt !== undefined && Date.now() < dueAt) return;
    dueAt = nextNight(Date.now());
    await ping('start');
    try {
      await deleteExpiredSessions(app.pool);
      if (isNight) await removeOrphans(app);
    } catch (error) {
      await ping('fail');
      throw error;
    }
    await ping();
  };
};
