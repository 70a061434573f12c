import { z } from 'zod';
import { Severity } from './alert-kinds.ts';
import { IncidentOrder, IncidentStateFilter, incidentFilterFields } from './incident-filter.ts';
import { IncidentState } from './incident-kinds.ts';
import { PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { RunStatus } from './pipeline-range.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Count = z.number().int();

/** As much of an incident as a link to it needs. */
export const IncidentRef = z.object({
  id: z.uuid(),
  /** What people call it by: #1042. */
  number: Count,
  title: z.string(),
  state: IncidentState,
});
export type IncidentRef = z.infer<typeof IncidentRef>;

/** Whoever took an incident up. */
export const IncidentOwner = z.object({ id: z.uuid(), name: z.string() });
export type IncidentOwner = z.infer<typeof IncidentOwner>;

/** A run of the alert pipeline, as a list of incidents has it. */
export const IncidentRunFlow = z.object({
  id: z.uuid(),
  status: RunStatus,
  createdAt: Timestamp,
  errorType: z.string().nullable(),
  /** In their order, each by its latest attempt. */
  stages: z.array(
    z.object({
      stage: z.string(),
      status: RunStatus,
      /** Pending in a run that has ended. */
      neverRan: z.boolean(),
    }),
  ),
});
export type IncidentRunFlow = z.infer<typeof IncidentRunFlow>;

/** What alerts that belong together add up to: one thing that somebody sees to. */
export const Incident = z.object({
  id: z.uuid(),
  number: Count,
  title: z.string(),
  /** Of its worst alert so far: it rises while the incident is open, and never falls. */
  severity: Severity,
  state: IncidentState,
  /** Of state and owner: an action names the one that it was decided on. */
  version: Count,
  service: z.string().nullable(),
  owner: IncidentOwner.nullable(),
  openedAt: Timestamp,
  /** Null while nobody has, and again once it was reopened. */
  acknowledgedAt: Timestamp.nullable(),
  resolvedAt: Timestamp.nullable(),
  closedAt: Timestamp.nullable(),
  /** Because the last of its alerts did. */
  resolvedByItself: z.boolean(),
  alerts: z.object({ total: Count, firing: Count }),
  /** When an alert of it was last told of. */
  lastAlertAt: Timestamp.nullable(),
  /** The incident that it became part of. */
  mergedInto: IncidentRef.nullable(),
  /** Of the first alert that named one. */
  traceId: z.string().nullable(),
  /** The latest of the alert pipeline. */
  lastRun: IncidentRunFlow.nullable(),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentFilter = z
  .object({ state: IncidentStateFilter, ...incidentFilterFields })
  .partial();
export type IncidentFilter = z.infer<typeof IncidentFilter>;

export const listIncidents = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents',
  summary: 'Incidents: those that are active unless another state is asked for.',
  access: 'incidents.read',
  query: PageQuery.extend({
    ...IncidentFilter.shape,
    sort: IncidentOrder.default('severity'),
  }),
  response: pageOf(Incident).extend({ asOf: Timestamp }),
});

/** Streams all that the filters give, as the list has them. Times are UTC. Each export is audited. */
export const exportIncidents = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents/export',
  summary: 'All incidents that the filters give, as CSV or NDJSON.',
  access: 'incidents.read',
  query: IncidentFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});

/** A mean, and of how many. */
const MeanTime = z.object({ ms: z.number().nullable(), count: Count });

const Period = z.object({
  from: Timestamp,
  to: Timestamp,
  opened: Count,
  resolved: Count,
  /** From opening to the first acknowledgement, of those first acknowledged in the period. */
  acknowledge: MeanTime,
  /** From opening to the last resolution, of those resolved in the period. */
  resolve: MeanTime,
});
export type IncidentPeriod = z.infer<typeof Period>;

export const IncidentFigures = z.object({
  asOf: Timestamp,
  /** Open or acknowledged. */
  active: z.object({ critical: Count, warning: Count, info: Count }),
  /** Open for longer than `unacknowledgedMinutes`. */
  unacknowledged: Count,
  current: Period,
  /** Of the same length, up to where the range begins. */
  previous: Period,
  /** Of the last that was resolved, whenever that was. */
  lastResolvedAt: Timestamp.nullable(),
  /** Whether there ever was one. */
  hasIncidents: z.boolean(),
});
export type IncidentFigures = z.infer<typeof IncidentFigures>;

export const getIncidentFigures = defineRoute({
  method: 'GET',
  path: '/api/v1/incident-figures',
  summary: 'How many incidents are active, and how long it takes to acknowledge and resolve them.',
  access: 'incidents.read',
  query: z.object({
    /** Thirty days before `to` unless given. */
    from: RangeEnd.optional(),
    /** Now unless given. */
    to: RangeEnd.optional(),
  }),
  response: IncidentFigures,
});

export const listIncidentOwners = defineRoute({
  method: 'GET',
  path: '/api/v1/incident-owners',
  summary: 'Who can be given an incident: operators that may act on one.',
  access: 'incidents.read',
  response: z.object({ items: z.array(IncidentOwner) }),
});
