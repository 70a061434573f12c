import { dueAfter } from '../heartbeats/due.ts';
import { findHeartbeat, updateHeartbeat } from '../heartbeats/heartbeats.store.ts';
import { inWords, judgeHeartbeat } from '../heartbeats/judge-heartbeat.ts';
import type { Checker } from './checker.ts';

/** It is looked at every minute: after a longer silence the console itself was away. */
const awayAfterMs = 5 * 60_000;

/** Whether something that pings by itself has pinged in time. */
export const heartbeat: Checker<'heartbeat'> = {
  look: async (config, { clock, db, check }) => {
    const limits = { warningAt: null, criticalAt: config.graceSeconds };
    const nothing = { value: null, ...limits, target: null, output: {} };
    const row = check && (await findHeartbeat(db, check.id));
    if (!row)
      return { result: 'unknown', message: 'Nothing pings it before it is saved.', ...nothing };
    const now = clock.now();
    const judged = judgeHeartbeat(row, config.graceSeconds, now);
    const since = check.latestRunAt;
    const { down_at: down } = row;
    // What was sent meanwhile could not arrive: nobody knows whether it was.
    const wasAway = since !== null && now.getTime() - since.getTime() > awayAfterMs;
    if (wasAway && judged.state === 'down' && !row.has_failed && down && down >= since) {
      await updateHeartbeat(db, check.id, { ...dueAfter(config, now), running_since: null });
      const away = inWords((now.getTime() - since.getTime()) / 1_000);
      const message = `The console was away for ${away} when a ping was due.`;
      return { result: 'unknown', message, ...nothing };
    }
    return {
      result: judged.result,
      message: judged.message,
      value: judged.state === 'new' ? null : judged.lateSeconds,
      ...limits,
      target: null,
      output: {
        state: judged.state,
        lastPingAt: row.last_ping_at?.toISOString(),
        lastSuccessAt: row.last_success_at?.toISOString(),
        dueAt: row.due_at?.toISOString(),
      },
    };
  },
};
