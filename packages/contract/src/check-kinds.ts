import { z } from 'zod';

/** What looks: one checker on the server each. */
export const CheckKind = z.enum(['http', 'heartbeat', 'postgres', 'cpu', 'memory', 'disk']);
export type CheckKind = z.infer<typeof CheckKind>;

/** `unknown`: it could not be found out; that is never ok. */
export const CheckResult = z.enum(['ok', 'warning', 'critical', 'unknown']);
export type CheckResult = z.infer<typeof CheckResult>;

/**
 * How a check is at the moment, by which its runs are found, too: `failing` are those whose latest
 * result is a warning or critical, `flapping` those that went to and fro lately.
 */
export const CheckCondition = z.enum(['failing', 'flapping']);
export type CheckCondition = z.infer<typeof CheckCondition>;

/** Of the response times, or whatever else a check measures; up to now. */
export const CheckRange = z.enum(['24h', '7d', '30d', '90d']);
export type CheckRange = z.infer<typeof CheckRange>;

/** In what `value` and thresholds of a kind are: of a heartbeat, how late it is. */
export const checkUnits = {
  http: 'ms',
  heartbeat: 's',
  postgres: 'ms',
  cpu: '%',
  memory: '%',
  disk: '%',
} as const satisfies Record<CheckKind, string>;

/** Single runs are kept so long; what they add up to in a day, for ever. */
export const checkRunKeptDays = 90;
