import { Cron } from 'croner';
import type { HeartbeatCheckConfig } from '@taffrail/contract';
import { toTimeZone } from '../../platform/parse-setting.ts';

/** Where somebody's expression or zone cannot be read, and why. */
export type WrongSchedule = Readonly<Partial<Record<'cron' | 'timeZone', string>>>;

/** Undefined when it can be read and comes true some time. */
export const findWrongSchedule = (
  { cron, timeZone }: Pick<HeartbeatCheckConfig, 'cron' | 'timeZone'>,
  now: Date,
): WrongSchedule | undefined => {
  if (toTimeZone(timeZone) === undefined)
    return { timeZone: 'must be the IANA name of a time zone, like Europe/Berlin' };
  if (cron === null) return undefined;
  try {
    const next = new Cron(cron, { timezone: timeZone, mode: '5-or-6-parts' }).nextRun(now);
    return next ? undefined : { cron: 'never comes true' };
  } catch {
    return { cron: 'must be a cron expression, like 30 3 * * *' };
  }
};

/** When the ping after one of this time is due. */
export const nextDue = (
  { periodSeconds, cron, timeZone }: HeartbeatCheckConfig,
  at: Date,
): Date => {
  if (cron === null) return new Date(at.getTime() + (periodSeconds ?? 0) * 1_000);
  const next = new Cron(cron, { timezone: timeZone, mode: '5-or-6-parts' }).nextRun(at);
  // Refused before it was stored.
  if (!next) throw new Error('The cron expression never comes true.');
  return next;
};

/** And until when that is waited for. */
export const dueAfter = (
  config: HeartbeatCheckConfig,
  at: Date,
): { readonly due_at: Date; readonly down_at: Date } => {
  const due = nextDue(config, at);
  return { due_at: due, down_at: new Date(due.getTime() + config.graceSeconds * 1_000) };
};
