import { z } from 'zod';
import { defineRoute } from './route.ts';
import { ActivityCategory } from './activity-catalogue.ts';
import { CustomerRef } from './customers.ts';
import { PageQuery, Timestamp } from './page.ts';

/** A business action that happened in the product. */
export const Activity = z.object({
  id: z.uuid(),
  action: z.string(),
  category: ActivityCategory,
  /** Null for actions of a user without an organization, such as signing up. */
  organization: CustomerRef.nullable(),
  /** Null for what the system did by itself. */
  user: CustomerRef.nullable(),
  resourceType: z.string().nullable(),
  resourceId: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  /** Masked without `pii.read`. */
  ipAddress: z.string().nullable(),
  /** Masked without `pii.read`. */
  userAgent: z.string().nullable(),
  traceId: z.string().nullable(),
  sessionId: z.string().nullable(),
  createdAt: Timestamp,
  receivedAt: Timestamp,
});
export type Activity = z.infer<typeof Activity>;

const oneOrMany = <S extends z.ZodType>(item: S) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(50).optional(),
  );

/** Filters of the log. Several values of one filter are alternatives; filters narrow each other. */
export const ActivityFilter = z.object({
  /** `lead.created`, or a prefix as `lead.*`. */
  action: oneOrMany(z.string().min(1).max(100)),
  category: oneOrMany(ActivityCategory),
  /** A UUID or the product's own id. */
  organizationId: z.string().min(1).max(200).optional(),
  /** A UUID or the product's own id. */
  userId: z.string().min(1).max(200).optional(),
  resourceType: z.string().max(100).optional(),
  resourceId: z.string().max(200).optional(),
  traceId: z.string().max(64).optional(),
  sessionId: z.string().max(200).optional(),
  /** Needs `pii.read`. */
  ipAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** `key=value`, the key a path as `search.country`; compared as text. */
  metadata: oneOrMany(
    z
      .string()
      .regex(/^[^=]+=/, 'must be key=value')
      .max(500),
  ),
  /** Free text over action, resource, metadata and names: searched newest first, within a time budget. */
  q: z.string().max(200).optional(),
  /** From this moment on. */
  from: Timestamp.optional(),
  /** Up to, but without, this moment. */
  to: Timestamp.optional(),
});
export type ActivityFilter = z.infer<typeof ActivityFilter>;

export const ActivityPage = z.object({
  items: z.array(Activity),
  nextCursor: z.string().nullable(),
  /**
   * Set when the time budget ended before the page was full: rows older than this moment have not
   * been looked at yet. `nextCursor` goes on from there.
   */
  searchedTo: Timestamp.nullable(),
});
export type ActivityPage = z.infer<typeof ActivityPage>;

export const listActivity = defineRoute({
  method: 'GET',
  path: '/api/v1/activity',
  summary: 'The activity log, newest first.',
  access: 'activity.read',
  query: PageQuery.extend(ActivityFilter.shape),
  response: ActivityPage,
});

export const ActivityHistogramQuery = ActivityFilter.extend({
  /** Both ends are required here: a histogram needs a width. */
  from: Timestamp,
  to: Timestamp,
});

/** How many actions, over time and by category: at most 200 buckets. */
export const ActivityHistogram = z.object({
  /** Width of a bucket in seconds; the first begins at or before `from`. */
  stepSeconds: z.number().int(),
  buckets: z.array(
    z.object({ at: Timestamp, counts: z.partialRecord(ActivityCategory, z.number().int()) }),
  ),
  total: z.number().int(),
  /** False when the time budget or the 10,000-row limit ended the count: the total is a minimum. */
  complete: z.boolean(),
});
export type ActivityHistogram = z.infer<typeof ActivityHistogram>;

export const getActivityHistogram = defineRoute({
  method: 'GET',
  path: '/api/v1/activity/histogram',
  summary: 'The number of actions over time, by category, for the same filters as the log.',
  access: 'activity.read',
  query: ActivityHistogramQuery,
  response: ActivityHistogram,
});

export const listActions = defineRoute({
  method: 'GET',
  path: '/api/v1/activity/actions',
  summary: 'Every action that has been seen, with its category.',
  access: 'activity.read',
  response: z.object({
    items: z.array(z.object({ action: z.string(), category: ActivityCategory })),
  }),
});

/** Streams; at most what the filter gives, in the order of the log. Each export is audited. */
export const exportActivity = defineRoute({
  method: 'GET',
  path: '/api/v1/activity/export',
  summary: 'Everything that the filters give, as CSV or NDJSON.',
  access: 'activity.export',
  query: ActivityFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with local times to the CSV; an IANA name. */
    timeZone: z.string().max(64).optional(),
  }),
});
