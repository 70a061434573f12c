import { z } from 'zod';
import { alertFilterFields } from './alert-filter.ts';
import { AlertSourceKind, AlertStatus, Severity } from './alert-kinds.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Labels = z.record(z.string(), z.string());

/** One problem that a source tells of, however often it does: one of (source, fingerprint). */
export const Alert = z.object({
  id: z.uuid(),
  source: z.object({
    kind: AlertSourceKind,
    /** Of the source, or of the check. */
    id: z.uuid(),
    name: z.string(),
  }),
  name: z.string(),
  severity: Severity,
  status: AlertStatus,
  labels: Labels,
  service: z.string().nullable(),
  /** When it began to fire, this time or the last. */
  startedAt: Timestamp,
  /** When it ended; null while it fires. */
  endedAt: Timestamp.nullable(),
  /** Who resolved it here; null while it fires, and of one that ended by itself. */
  resolvedBy: z.string().nullable(),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  /** How often it was told as firing. */
  occurrences: z.number().int(),
  isFlapping: z.boolean(),
  /** Somebody acknowledged it in the system that it came from. */
  isAcknowledgedBySender: z.boolean(),
  incident: z.object({ id: z.uuid(), number: z.number().int(), title: z.string() }).nullable(),
  traceId: z.string().nullable(),
  /** Grows with each change of what somebody acts upon: sent along with the action. */
  version: z.number().int(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertFilter = z
  .object({
    ...alertFilterFields,
    /** Part of the name, of a label or its value, or of the trace id. */
    q: Text(200),
    /** Those that began to fire from this moment on. */
    from: RangeEnd,
    /** Up to, but without, this moment. */
    to: RangeEnd,
  })
  .partial();
export type AlertFilter = z.infer<typeof AlertFilter>;

export const listAlerts = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts',
  summary: 'Alerts, those that began to fire last first.',
  access: 'incidents.read',
  query: PageQuery.extend(AlertFilter.shape),
  response: pageOf(Alert).extend({
    asOf: Timestamp,
    /**
     * More than one filter, and text, are searched for, newest first, for about a second. Set when
     * the time was up before the page was full: rows older than this moment have not been looked at
     * yet. `nextCursor` goes on from there.
     */
    searchedTo: Timestamp.nullable(),
  }),
});

/** Streams all that the filters give, as the list has them. Times are UTC. Each export is audited. */
export const exportAlerts = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts/export',
  summary: 'All alerts that the filters give, as CSV or NDJSON.',
  access: 'incidents.read',
  query: AlertFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});

/**
 * What a report did to its alert. `late`: it came after one that was newer, and changed nothing.
 */
export const AlertEventKind = z.enum([
  'opened',
  'reopened',
  'resolved',
  'changed',
  'repeated',
  'late',
]);
export type AlertEventKind = z.infer<typeof AlertEventKind>;

export const AlertEvent = z.object({
  id: z.uuid(),
  at: Timestamp,
  kind: AlertEventKind,
  status: AlertStatus,
  severity: Severity,
  /** What it changed, by field: `severity`, `labels.host`, `description`. */
  changes: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  /** Who did it here; null of what the source told. */
  actor: z.string().nullable(),
  /** Whether what changed matters: only then something is done about it. */
  matters: z.boolean(),
  /** The run of the pipeline that it started, or that took it along. */
  runId: z.uuid().nullable(),
});
export type AlertEvent = z.infer<typeof AlertEvent>;

export const AlertDetail = Alert.extend({
  /** As the source tells it apart from its others. */
  fingerprint: z.string(),
  description: z.string().nullable(),
  annotations: Labels,
  /** What the source groups it by. */
  groupKey: z.string().nullable(),
  /** Its annotation `runbook_url`, where that is an address of the web; text from outside. */
  runbookUrl: z.string().nullable(),
  /** Where the source shows it: text from outside. */
  url: z.string().nullable(),
  /** Newest first, 50 at most. */
  events: z.array(AlertEvent),
  /** Whether there are more events than these. */
  hasMoreEvents: z.boolean(),
  /** Others of the same name, newest first, five at most. */
  similar: z.array(Alert),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const getAlert = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts/:id',
  summary: 'An alert with what was told of it, and others like it.',
  access: 'incidents.read',
  params: IdParams,
  response: AlertDetail,
});

export const getAlertPayload = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts/:id/payload',
  summary: 'What the source sent last of an alert, without the secrets that are recognised.',
  access: 'incidents.read',
  params: IdParams,
  response: z.object({
    /** Null where nothing was sent, as of checks, or where it is no longer kept. */
    delivery: z
      .object({ id: z.uuid(), receivedAt: Timestamp, body: z.string(), isCut: z.boolean() })
      .nullable(),
  }),
});

export const resolveAlert = defineRoute({
  method: 'POST',
  path: '/api/v1/alerts/:id/resolve',
  summary:
    'Say that an alert is over. Its incident ends with the last that fires; what fires again reopens it.',
  access: 'incidents.act',
  params: IdParams,
  body: z.object({ version: z.number().int().min(1) }),
  response: Alert,
});
