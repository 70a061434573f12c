import { z } from 'zod';

/** What alerts come from: systems that send by a webhook, and the console's own checks. */
export const AlertSourceKind = z.enum([
  'alertmanager',
  'sentry',
  'github',
  'generic',
  'check',
  'heartbeat',
]);
export type AlertSourceKind = z.infer<typeof AlertSourceKind>;

/** The worst first. */
export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** That a sender calls it acknowledged is something else, and kept apart. */
export const AlertStatus = z.enum(['firing', 'resolved']);
export type AlertStatus = z.infer<typeof AlertStatus>;

/** For how long an alert is kept after it was last heard of, and an event of one. */
export const alertKeptDays = 180;

/** An alert that began to fire so often within so long is flapping, until that is so long ago. */
export const flapping = { starts: 3, withinMs: 3_600_000 } as const;
