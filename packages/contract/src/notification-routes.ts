import { z } from 'zod';
import { AlertSourceKind, Severity } from './alert-kinds.ts';
import { IdParams, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** A label of an alert, and what it must be. `service` is the service, whichever label told it. */
export const LabelMatcher = z.object({
  name: Text(200).trim().min(1),
  operator: z.enum(['is', 'is_not']),
  /** `*` stands for anything, also within: `payments-*`. A label that is missing is empty. */
  value: Text(500),
});
export type LabelMatcher = z.infer<typeof LabelMatcher>;

/**
 * Which incidents go to which channels. Routes are asked in their order, and the first that matches
 * takes the incident, unless it says that those behind it are asked as well.
 */
export const NotificationRoute = z.object({
  id: z.uuid(),
  name: z.string(),
  isEnabled: z.boolean(),
  /** From 1. */
  position: z.number().int(),
  /** Empty: any. */
  severities: z.array(Severity),
  /** Empty: any. */
  sourceKinds: z.array(AlertSourceKind),
  /** All of them must hold of one alert. */
  labels: z.array(LabelMatcher),
  channelIds: z.array(z.uuid()),
  /** Whether the routes behind it are asked, too. */
  goesOn: z.boolean(),
  version: z.number().int(),
  createdAt: Timestamp,
});
export type NotificationRoute = z.infer<typeof NotificationRoute>;

export const listNotificationRoutes = defineRoute({
  method: 'GET',
  path: '/api/v1/notification-routes',
  summary:
    'Which incidents go to which channels, in the order in which they are asked. 200 at most.',
  access: 'incidents.read',
  response: z.object({ asOf: Timestamp, items: z.array(NotificationRoute) }),
});

const different = (values: readonly string[]): boolean => new Set(values).size === values.length;

export const GivenNotificationRoute = z.object({
  name: Text(100).trim().min(1),
  severities: z.array(Severity).max(3).refine(different, 'must be different').default([]),
  sourceKinds: z.array(AlertSourceKind).max(20).refine(different, 'must be different').default([]),
  labels: z.array(LabelMatcher).max(20).default([]),
  channelIds: z.array(z.uuid()).max(50).refine(different, 'must be different'),
  goesOn: z.boolean().default(false),
  isEnabled: z.boolean().default(true),
});
export type GivenNotificationRoute = z.infer<typeof GivenNotificationRoute>;

export const createNotificationRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/notification-routes',
  summary: 'Add a route behind the others.',
  access: 'channels.manage',
  body: GivenNotificationRoute,
  status: 201,
  response: NotificationRoute,
});

export const changeNotificationRoute = defineRoute({
  method: 'PUT',
  path: '/api/v1/notification-routes/:id',
  summary: 'Change a route.',
  access: 'channels.manage',
  params: IdParams,
  body: GivenNotificationRoute.extend({ version: z.number().int().min(1) }),
  response: NotificationRoute,
});

export const removeNotificationRoute = defineRoute({
  method: 'DELETE',
  path: '/api/v1/notification-routes/:id',
  summary: 'Remove a route.',
  access: 'channels.manage',
  params: IdParams,
  status: 204,
});

export const orderNotificationRoutes = defineRoute({
  method: 'PUT',
  path: '/api/v1/notification-routes',
  summary: 'Put the routes into an order: the ids of all of them; a conflict when one is missing.',
  access: 'channels.manage',
  body: z.object({ ids: z.array(z.uuid()).min(1).max(200).refine(different, 'must be different') }),
  status: 204,
});

/** An alert that might come. */
export const RoutingSample = z.object({
  severity: Severity,
  sourceKind: AlertSourceKind,
  service: Text(200).nullable().default(null),
  labels: z.record(z.string().max(200), Text(500)).default({}),
});
export type RoutingSample = z.infer<typeof RoutingSample>;

export const RoutingResult = z.object({
  /** In the order in which they were asked; those behind the last that was asked are missing. */
  asked: z.array(
    z.object({
      routeId: z.uuid(),
      name: z.string(),
      matches: z.boolean(),
      /** What does not hold, of one that does not match. */
      why: z.string().nullable(),
    }),
  ),
  channels: z.array(z.object({ id: z.uuid(), name: z.string(), isEnabled: z.boolean() })),
});
export type RoutingResult = z.infer<typeof RoutingResult>;

export const tryNotificationRoutes = defineRoute({
  method: 'POST',
  path: '/api/v1/notification-routes/try',
  summary: 'Where an alert like this would go, as the routes are now. Nothing is sent.',
  access: 'incidents.read',
  body: RoutingSample,
  response: RoutingResult,
});
