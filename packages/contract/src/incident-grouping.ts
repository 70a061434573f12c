import { z } from 'zod';
import { Severity } from './alert-kinds.ts';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** Which alerts are one incident, after what their source itself groups. */
export const GroupingRules = z.object({
  /** Alerts of one group of their source are one incident, as long as that is active. */
  bySourceGroup: z.boolean(),
  /**
   * Alerts that have all of these labels, with the same values, are one incident; `service` is
   * what the source knows of it, whatever the label is called. None: nothing is grouped by labels.
   */
  labels: z.array(Text(100).min(1)).max(10),
  /** By labels only what comes within so many minutes of the last alert of the incident. */
  windowMinutes: z.number().int().min(1).max(1_440),
  /** What fires again within so many minutes of the end of its incident opens that again. */
  reopenMinutes: z.number().int().min(0).max(10_080),
});
export type GroupingRules = z.infer<typeof GroupingRules>;

export const defaultGroupingRules: GroupingRules = {
  bySourceGroup: true,
  labels: ['service'],
  windowMinutes: 10,
  reopenMinutes: 60,
};

export const getGroupingRules = defineRoute({
  method: 'GET',
  path: '/api/v1/incident-grouping',
  summary: 'The rules by which alerts are grouped into incidents.',
  access: 'incidents.read',
  response: GroupingRules.extend({ updatedAt: Timestamp.nullable() }),
});

export const setGroupingRules = defineRoute({
  method: 'PUT',
  path: '/api/v1/incident-grouping',
  summary: 'Change the rules. They hold for alerts that come from now on.',
  access: 'incidents.act',
  body: GroupingRules,
  status: 204,
});

/** An incident that rules would have made. */
export const GroupedIncident = z.object({
  title: z.string(),
  severity: Severity,
  service: z.string().nullable(),
  openedAt: Timestamp,
  alerts: z.number().int(),
  /** The names of the first five alerts. */
  names: z.array(z.string()),
});
export type GroupedIncident = z.infer<typeof GroupedIncident>;

export const previewGrouping = defineRoute({
  method: 'POST',
  path: '/api/v1/incident-grouping/preview',
  summary: 'What the alerts of the last 24 hours would have been grouped into. Changes nothing.',
  access: 'incidents.read',
  body: GroupingRules,
  response: z.object({
    from: Timestamp,
    to: Timestamp,
    /** Alerts that fired in that time. */
    alerts: z.number().int(),
    /** More than 5,000 were there: only the latest of them are grouped here. */
    isTruncated: z.boolean(),
    incidents: z.number().int(),
    /** By the rules that hold. */
    incidentsNow: z.number().int(),
    /** The hundred with the most alerts. */
    items: z.array(GroupedIncident),
  }),
});
