import { z } from 'zod';
import { defineRoute } from './route.ts';
import { ActivityCategory } from './activity-category.ts';
import { CustomerRef } from './customers.ts';
import { PageQuery, RangeEnd, Timestamp } from './page.ts';
import { Text } from './text.ts';

/** For how long single actions are kept; what came before is in daily figures only. */
export const activityKeptDays = 90;

/** A business action that happened in the product. */
export const Activity = z.object({
  id: z.uuid(),
  action: z.string(),
  category: ActivityCategory,
  /** `created a lead`; null for an action that nobody has words for (`taffrail.config.ts` may). */
  sentence: z.string().nullable(),
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
  /** `lead.created`, all that begin as `lead.*`, or all that end as `*.deleted`. */
  action: oneOrMany(Text(100).min(1)),
  category: oneOrMany(ActivityCategory),
  /** A UUID or the product's own id. */
  organizationId: Text(200).min(1).optional(),
  /** A UUID or the product's own id. */
  userId: Text(200).min(1).optional(),
  /** Searched for, as are `sessionId`, `ipAddress` and `metadata`: see `searchedTo`. */
  resourceType: Text(100).optional(),
  resourceId: Text(200).optional(),
  traceId: Text(64).optional(),
  sessionId: Text(200).optional(),
  /** Needs `pii.read`. */
  ipAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
  /**
   * `key=value`, the key a path as `search.country`; compared as text. Values of one key are
   * alternatives, keys narrow each other.
   */
  metadata: oneOrMany(Text(500).regex(/^[^=]+=/, 'must be key=value')),
  /**
   * Part of the action, resource or metadata, or of the name or product's id of the organization or
   * user (with `pii.read`, of the e-mail address, too). Searched newest first, within a time budget.
   */
  q: Text(200).optional(),
  /** From this moment on; nothing older than `activityKeptDays` is read. */
  from: RangeEnd.optional(),
  /** Up to, but without, this moment. */
  to: RangeEnd.optional(),
});
export type ActivityFilter = z.infer<typeof ActivityFilter>;

export const ActivityPage = z.object({
  items: z.array(Activity),
  nextCursor: z.string().nullable(),
  /**
   * What no index answers (a combination of filters, or one that says so) is searched for, newest
   * first, for about a second. Set when the time was up before the page was full: rows older than
   * this moment have not been looked at yet. `nextCursor` goes on from there.
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
  from: RangeEnd,
  to: RangeEnd,
});

/**
 * How many actions, over time and by category: at most 200 buckets in order, empty ones too. Only
 * what lies in the range is counted: the first bucket may begin before `from`, and the last end after
 * `to`, but both hold no row from outside.
 */
export const ActivityHistogram = z.object({
  /**
   * Width of a bucket in seconds: 60, 300, 900, 3600 or 86400. Buckets begin at whole multiples since
   * 1970 (hours are those of UTC); 86400 stands for the days of the reporting time zone, of which two
   * a year are an hour shorter or longer.
   */
  stepSeconds: z.number().int(),
  buckets: z.array(
    z.object({ at: Timestamp, counts: z.partialRecord(ActivityCategory, z.number().int()) }),
  ),
  total: z.number().int(),
  /**
   * False when counting ended early, newest first: after 10,000 rows, or when the time was up. The
   * total is a minimum then. Organization, action, category and range alone are always complete.
   */
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

/**
 * Streams all that the filters give, in the order of the log, however much it is: CSV (RFC 4180,
 * UTF-8, with a header) or one JSON object of the shape `Activity` a line. Times are UTC. Cells that
 * a spreadsheet would take for a formula are prefixed with an apostrophe. Each export is audited
 * with its filters and the number of rows sent.
 */
export const exportActivity = defineRoute({
  method: 'GET',
  path: '/api/v1/activity/export',
  summary: 'Everything that the filters give, as CSV or NDJSON.',
  access: 'activity.export',
  query: ActivityFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});
