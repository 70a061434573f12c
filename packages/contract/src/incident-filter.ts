import { z } from 'zod';
import { Severity } from './alert-kinds.ts';
import { Text } from './text.ts';

/** `active`: open or acknowledged, what somebody has to see to. */
export const IncidentStateFilter = z.enum([
  'active',
  'open',
  'acknowledged',
  'resolved',
  'closed',
  'all',
]);
export type IncidentStateFilter = z.infer<typeof IncidentStateFilter>;

/** `severity`: the worst first, of the same severity the newest. */
export const IncidentOrder = z.enum(['severity', 'opened']);
export type IncidentOrder = z.infer<typeof IncidentOrder>;

/** Of an incident that nobody took up for so long: when it is looked for under "Unacknowledged". */
export const unacknowledgedMinutes = 15;

/** What incidents are asked for: one value of each; numbers are as the address has them. */
export const incidentFilterFields = {
  severity: Severity,
  /** Whoever asks, nobody, or the operator of this id. */
  owner: z.union([z.enum(['me', 'nobody']), z.uuid()]),
  service: Text(200).min(1),
  traceId: Text(64).min(1),
  /** A number as `#1042` or `1042`, or words of the title. */
  q: Text(200).trim().min(1),
  /** Opened at least so many minutes ago. */
  openForMinutes: z.string().regex(/^[1-9]\d{0,5}$/),
  /** Resolved in the last so many days. */
  resolvedDays: z.string().regex(/^[1-9]\d{0,2}$/),
} as const;
