import { z } from 'zod';
import { Severity } from './alert-kinds.ts';
import { ChannelKind } from './notification-channels.ts';
import {
  notificationKinds,
  notificationReasons,
  notificationStates,
} from './notification-kinds.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';

export const NotificationState = z.enum(notificationStates);
export type NotificationState = z.infer<typeof NotificationState>;
export const NotificationKind = z.enum(notificationKinds);
export type NotificationKind = z.infer<typeof NotificationKind>;
export const NotificationReason = z.enum(notificationReasons);
export type NotificationReason = z.infer<typeof NotificationReason>;

/** One dispatch, retry or skip: every try to tell somebody something. */
export const Notification = z.object({
  id: z.uuid(),
  createdAt: Timestamp,
  kind: NotificationKind,
  state: NotificationState,
  reason: NotificationReason.nullable(),
  /** What the receiver, or the way to it, said of a failure. */
  failure: z.string().nullable(),
  /** Null of what no route takes, and of what was removed long ago. */
  channel: z.object({ id: z.uuid(), kind: ChannelKind, name: z.string() }).nullable(),
  /** Null of tests and digests. */
  incident: z.object({ id: z.uuid(), number: z.number().int(), title: z.string() }).nullable(),
  runId: z.uuid().nullable(),
  alertId: z.uuid().nullable(),
  traceId: z.string().nullable(),
  severity: Severity.nullable(),
  /** The first line of the message. */
  title: z.string(),
  attempt: z.number().int(),
  /** It was being sent when the console stopped, and was sent again: it may have arrived twice. */
  isPossiblyRepeated: z.boolean(),
  /** How many messages a digest stands for. */
  digestCount: z.number().int().nullable(),
  /** The digest that told it. */
  digestId: z.uuid().nullable(),
  /** The receiver's own id of the message. */
  externalId: z.string().nullable(),
  endedAt: Timestamp.nullable(),
  durationMs: z.number().nullable(),
});
export type Notification = z.infer<typeof Notification>;

const filters = {
  from: RangeEnd.optional(),
  to: RangeEnd.optional(),
  state: NotificationState.optional(),
  channelId: z.uuid().optional(),
  incidentId: z.uuid().optional(),
  runId: z.uuid().optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
};

export const listNotifications = defineRoute({
  method: 'GET',
  path: '/api/v1/notifications',
  summary: 'Every dispatch, retry and skip of the last 180 days, newest first.',
  access: 'incidents.read',
  query: PageQuery.extend(filters),
  response: pageOf(Notification),
});

/** Newest first, 100,000 at most. Each export is audited with the number of lines. */
export const exportNotifications = defineRoute({
  method: 'GET',
  path: '/api/v1/notifications/export',
  summary: 'The notifications that a filter leaves, as CSV or NDJSON.',
  access: 'incidents.read',
  query: z.object({
    ...filters,
    format: z.enum(['csv', 'ndjson']).default('csv'),
    /** Of a second column of local times in the CSV. */
    timeZone: z.string().max(100).optional(),
  }),
});

export const getNotification = defineRoute({
  method: 'GET',
  path: '/api/v1/notifications/:id',
  summary: 'One notification.',
  access: 'incidents.read',
  params: IdParams,
  response: Notification,
});

export const retryNotification = defineRoute({
  method: 'POST',
  path: '/api/v1/notifications/:id/retry',
  summary: 'Send what failed once more, as things are now; it becomes a row of its own.',
  access: 'runs.retry',
  params: IdParams,
  status: 204,
});
