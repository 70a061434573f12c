import { z } from 'zod';

/** `open → acknowledged → resolved → closed`; what is resolved or closed can be opened again. */
export const IncidentState = z.enum(['open', 'acknowledged', 'resolved', 'closed']);
export type IncidentState = z.infer<typeof IncidentState>;

/** What moves an incident from one state to another. `unacknowledge` takes an acknowledgement back. */
export const IncidentAction = z.enum([
  'acknowledge',
  'unacknowledge',
  'resolve',
  'close',
  'reopen',
]);
export type IncidentAction = z.infer<typeof IncidentAction>;

/** What it was, as whoever resolved it says. */
export const IncidentCause = z.enum([
  'code_change',
  'configuration',
  'dependency',
  'capacity',
  'data',
  'false_alarm',
  'unknown',
]);
export type IncidentCause = z.infer<typeof IncidentCause>;

/** What an incident's own record is made of. Alerts that come together are one entry. */
export const IncidentEventKind = z.enum([
  'opened',
  'alerts_joined',
  'alerts_fired_again',
  'alerts_resolved',
  'severity_raised',
  'acknowledged',
  'unacknowledged',
  'resolved',
  'closed',
  'reopened',
  'assigned',
  'commented',
  /** Others became part of this one. */
  'merged',
  /** This one became part of another. */
  'merged_into',
  /** Alerts left for an incident of their own. */
  'split_off',
  /** This one was made of alerts of another. */
  'split_from',
]);
export type IncidentEventKind = z.infer<typeof IncidentEventKind>;
