import { z } from 'zod';
import { defineRoute } from './route.ts';
import { CustomerRef } from './customers.ts';
import { LogLevel } from './ingest.ts';
import { Day, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { Text } from './text.ts';

/** For how long what the product logged is kept, and a group that was not seen again. */
export const logKeptDays = 90;

/** The source of what Taffrail logs of itself, which counts in no figure of the product. */
export const ownLogSource = 'taffrail';

/** Whose log it is: the product's, or Taffrail's own. */
export const LogWriter = z.enum(['product', 'taffrail']);
export type LogWriter = z.infer<typeof LogWriter>;

/** What was logged, without the secrets that were recognised when it came in. */
export const SystemLog = z.object({
  id: z.uuid(),
  level: LogLevel,
  message: z.string(),
  /** Where it was written: an API route, a job. */
  source: z.string(),
  /** The class of what was thrown. */
  errorType: z.string().nullable(),
  stack: z.string().nullable(),
  /** Of the group; null for what is no error. */
  fingerprint: z.uuid().nullable(),
  context: z.record(z.string(), z.unknown()),
  organization: CustomerRef.nullable(),
  user: CustomerRef.nullable(),
  traceId: z.string().nullable(),
  sessionId: z.string().nullable(),
  createdAt: Timestamp,
});
export type SystemLog = z.infer<typeof SystemLog>;

export const SystemLogFilter = z.object({
  level: LogLevel.optional(),
  source: Text(300).min(1).optional(),
  writtenBy: LogWriter.optional(),
  fingerprint: z.uuid().optional(),
  traceId: Text(64).min(1).optional(),
  /** Part of the message, the source or the type of the error. */
  q: Text(200).optional(),
  /** From this moment on; nothing older than `logKeptDays` is read. */
  from: RangeEnd.optional(),
  /** Up to, but without, this moment. */
  to: RangeEnd.optional(),
});
export type SystemLogFilter = z.infer<typeof SystemLogFilter>;

export const listSystemLogs = defineRoute({
  method: 'GET',
  path: '/api/v1/system-logs',
  summary: 'What the product and Taffrail itself logged, newest first.',
  access: 'operations.read',
  query: PageQuery.extend(SystemLogFilter.shape),
  response: pageOf(SystemLog).extend({
    /**
     * More than one filter, and text, are searched for, newest first, for about a second. Set when
     * the time was up before the page was full: rows older than this moment have not been looked at
     * yet. `nextCursor` goes on from there.
     */
    searchedTo: Timestamp.nullable(),
  }),
});

/**
 * How many logs over time, by level: at most 200 buckets in order, empty ones too. Only what lies in
 * the range is counted: the first bucket may begin before `from`, and the last end after `to`.
 */
export const SystemLogHistogram = z.object({
  /** Width of a bucket in seconds; 86400 stands for the days of the reporting time zone. */
  stepSeconds: z.number().int(),
  buckets: z.array(
    z.object({ at: Timestamp, counts: z.partialRecord(LogLevel, z.number().int()) }),
  ),
  total: z.number().int(),
  /**
   * False when counting ended early, newest first: after 10,000 rows, or when the time was up. The
   * total is a minimum then. Level, writer and range alone are always complete.
   */
  complete: z.boolean(),
});
export type SystemLogHistogram = z.infer<typeof SystemLogHistogram>;

export const getSystemLogHistogram = defineRoute({
  method: 'GET',
  path: '/api/v1/system-logs/histogram',
  summary: 'The number of logs over time, by level, for the same filters as the list.',
  access: 'operations.read',
  /** Both ends are required here: a histogram needs a width. */
  query: SystemLogFilter.extend({ from: RangeEnd, to: RangeEnd }),
  response: SystemLogHistogram,
});

/**
 * Streams all that the filters give, in the order of the list, however much it is: CSV (RFC 4180,
 * UTF-8, with a header) or one JSON object of the shape `SystemLog` a line. Times are UTC. Each
 * export is audited with its filters and the number of rows sent.
 */
export const exportSystemLogs = defineRoute({
  method: 'GET',
  path: '/api/v1/system-logs/export',
  summary: 'All logs that the filters give, as CSV or NDJSON.',
  access: 'operations.read',
  query: SystemLogFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});

/** Errors with the same fingerprint. Message and source are those of the latest. */
export const ErrorGroup = z.object({
  fingerprint: z.uuid(),
  errorType: z.string().nullable(),
  message: z.string(),
  source: z.string(),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  /** Since it was first seen. */
  count: z.number().int(),
});
export type ErrorGroup = z.infer<typeof ErrorGroup>;

/** Days of the trend in a list, today included. */
export const errorTrendDays = 14;

export const ListedErrorGroup = ErrorGroup.extend({
  /** How often on each of the last `errorTrendDays` of the reporting time zone; the last is today. */
  trend: z.array(z.number().int()),
});
export type ListedErrorGroup = z.infer<typeof ListedErrorGroup>;

export const listErrorGroups = defineRoute({
  method: 'GET',
  path: '/api/v1/error-groups',
  summary: 'The errors that were logged, grouped, latest seen first.',
  access: 'operations.read',
  query: PageQuery.extend({
    /** Part of the message, the source or the type of the error. */
    q: Text(200).optional(),
    /** Where it was seen last. */
    source: Text(300).min(1).optional(),
    writtenBy: LogWriter.optional(),
    /** Seen from this moment on. */
    from: RangeEnd.optional(),
  }),
  response: pageOf(ListedErrorGroup),
});

export const getErrorGroup = defineRoute({
  method: 'GET',
  path: '/api/v1/error-groups/:fingerprint',
  summary: 'A group of errors, with its latest stack and how often it was seen each day.',
  access: 'operations.read',
  params: z.object({ fingerprint: z.uuid() }),
  response: ErrorGroup.extend({
    /** The latest that was sent, whole. */
    stack: z.string().nullable(),
    /** The last 30 days of the reporting time zone, in order, today included. */
    days: z.array(z.object({ day: Day, count: z.number().int() })),
  }),
});
