import { z } from 'zod';
import { AlertSourceKind, AlertStatus, Severity } from './alert-kinds.ts';
import {
  IncidentAction,
  IncidentCause,
  IncidentEventKind,
  IncidentState,
} from './incident-kinds.ts';
import { Incident, IncidentRef } from './incidents.ts';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { SkipReason } from './pipeline-records.ts';
import { RunStatus } from './pipeline-range.ts';
import { defineRoute } from './route.ts';

const Count = z.number().int();

/** Who did it: an operator by name, a key by its name, or the console itself. */
export const IncidentActor = z.object({
  kind: z.enum(['operator', 'api_key', 'system']),
  id: z.uuid().nullable(),
  label: z.string(),
});
export type IncidentActor = z.infer<typeof IncidentActor>;

/** A state that the incident is in or was on its way there. */
export const IncidentStep = z.object({
  state: IncidentState,
  /** Null while it has not come to it. */
  at: Timestamp.nullable(),
  by: IncidentActor.nullable(),
});
export type IncidentStep = z.infer<typeof IncidentStep>;

export const IncidentDetail = Incident.extend({
  asOf: Timestamp,
  /** All four, in their order. */
  steps: z.array(IncidentStep),
  /** What may be done now: exactly what the states allow. */
  allowed: z.array(IncidentAction),
  cause: IncidentCause.nullable(),
  /** What whoever resolved it said. */
  resolutionNote: z.string().nullable(),
  /** How often it was opened again. */
  reopenings: Count,
  /** The one before it, of alerts that fired again too late to reopen that. */
  follows: IncidentRef.nullable(),
  /** Those that follow it, became part of it, or were split off: fifty at most. */
  related: z.array(
    z.object({
      relation: z.enum(['followed_by', 'merged_in', 'split_off', 'split_from']),
      incident: IncidentRef,
    }),
  ),
  /**
   * Addresses of the web that its alerts have as `runbook_url`, the commonest first, five at most:
   * text from outside.
   */
  runbookUrls: z.array(z.string()),
  /** Its own, and those of its runs: twenty at most, the latest first. */
  traceIds: z.array(z.string()),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

export const getIncident = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents/:id',
  summary: 'One incident: where it stands, who did what, and what may be done.',
  access: 'incidents.read',
  params: IdParams,
  response: IncidentDetail,
});

/** An alert as a part of an incident; the alert itself knows more. */
export const IncidentAlert = z.object({
  id: z.uuid(),
  name: z.string(),
  severity: Severity,
  status: AlertStatus,
  service: z.string().nullable(),
  sourceKind: AlertSourceKind,
  sourceId: z.string(),
  joinedAt: Timestamp,
  /** When its severity or status last changed. */
  changedAt: Timestamp,
  /** False of an alert that is part of another incident now. */
  isCurrent: z.boolean(),
});
export type IncidentAlert = z.infer<typeof IncidentAlert>;

export const listIncidentAlerts = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents/:id/alerts',
  summary: 'The alerts of an incident, the latest to join first.',
  access: 'incidents.read',
  params: IdParams,
  query: PageQuery,
  response: pageOf(IncidentAlert),
});

/** A run of the alert pipeline for an incident. */
export const IncidentRun = z.object({
  id: z.uuid(),
  traceId: z.string().nullable(),
  status: RunStatus,
  /** What began it: `opened`, `severity_changed`. */
  cause: z.string(),
  attempt: Count,
  createdAt: Timestamp,
  durationMs: z.number().nullable(),
  stages: z.array(
    z.object({
      stage: z.string(),
      status: RunStatus,
      neverRan: z.boolean(),
      reason: SkipReason.nullable(),
      attempt: Count,
    }),
  ),
  errorType: z.string().nullable(),
  errorMessage: z.string().nullable(),
});
export type IncidentRun = z.infer<typeof IncidentRun>;

export const listIncidentRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents/:id/runs',
  summary: 'The latest fifty runs of the alert pipeline for an incident, newest first.',
  access: 'incidents.read',
  params: IdParams,
  response: z.object({ items: z.array(IncidentRun) }),
});

/** What a timeline is filtered by. */
export const TimelineLayer = z.enum(['alerts', 'stages', 'notifications', 'notes', 'states']);
export type TimelineLayer = z.infer<typeof TimelineLayer>;

const entry = { id: z.uuid(), at: Timestamp };

/** Something that happened to the incident itself. */
const RecordEntry = z.object({
  ...entry,
  type: z.literal('record'),
  layer: z.enum(['alerts', 'notes', 'states']),
  kind: IncidentEventKind,
  actor: IncidentActor,
  note: z.string().nullable(),
  /** How many alerts, and the first five of them. */
  alerts: z
    .object({ count: Count, named: z.array(z.object({ id: z.uuid(), name: z.string() })) })
    .nullable(),
  severity: z.object({ from: Severity, to: Severity }).nullable(),
  cause: IncidentCause.nullable(),
  /** Who has it now; null in `assigned` means nobody. */
  owner: z.string().nullable(),
  incidents: z.array(z.object({ id: z.uuid(), number: Count })),
});

const StageEntry = z.object({
  ...entry,
  type: z.literal('stage'),
  layer: z.literal('stages'),
  runId: z.uuid(),
  stage: z.string(),
  status: RunStatus,
  reason: SkipReason.nullable(),
  attempt: Count,
  durationMs: z.number().nullable(),
  errorType: z.string().nullable(),
  errorMessage: z.string().nullable(),
});

const NotificationEntry = z.object({
  ...entry,
  type: z.literal('notification'),
  layer: z.literal('notifications'),
  runId: z.uuid().nullable(),
  /** The channel by name; null where no route led to any. */
  channel: z.string().nullable(),
  state: z.string(),
  attempt: Count,
  reason: z.string().nullable(),
});

export const TimelineEntry = z.discriminatedUnion('type', [
  RecordEntry,
  StageEntry,
  NotificationEntry,
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const getIncidentTimeline = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents/:id/timeline',
  summary:
    'What happened to an incident: alerts, stages, notifications, notes and states, newest first.',
  access: 'incidents.read',
  params: IdParams,
  query: PageQuery.extend({ layer: TimelineLayer.optional() }),
  response: pageOf(TimelineEntry),
});
