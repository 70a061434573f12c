import { z } from 'zod';
import { defineRoute } from './route.ts';
import type { Permission } from './permission-names.ts';

/**
 * What may change while one looks, each with the permissions of which one lets a caller hear of it:
 * those under which it can be read, in the log as in a figure that counts it.
 */
export const topicCatalogue = {
  activity: ['activity.read', 'dashboard.read'],
  api_requests: ['operations.read', 'dashboard.read'],
  customers: ['customers.read', 'activity.read'],
  revenue: ['revenue.read'],
  keys: ['keys.manage'],
  operators: ['operators.manage'],
  audit_log: ['audit_log.read'],
  database_latency: ['operations.read'],
  record_counts: ['operations.read'],
  integrity: ['operations.read'],
  system_logs: ['operations.read'],
  ai_jobs: ['usage.read', 'dashboard.read'],
  prices: ['usage.read'],
  load_tests: ['operations.read'],
  autofix: ['operations.read'],
  deploys: ['operations.read'],
  pipelines: ['pipelines.read', 'operations.read'],
  alerts: ['incidents.read'],
  incidents: ['incidents.read'],
  notifications: ['incidents.read'],
  bulk_actions: ['incidents.read'],
  spans: ['traces.read'],
  sources: ['sources.manage'],
  inbox: ['inbox.read', 'sources.manage'],
  checks: ['incidents.read'],
} as const satisfies Record<string, readonly Permission[]>;

export const ChangeTopic = z.enum(Object.keys(topicCatalogue) as (keyof typeof topicCatalogue)[]);
export type ChangeTopic = z.infer<typeof ChangeTopic>;

/** The topics that holders of these permissions hear of. */
export const topicsFor = (permissions: ReadonlySet<Permission>): ChangeTopic[] =>
  ChangeTopic.options.filter((topic) =>
    topicCatalogue[topic].some((permission) => permissions.has(permission)),
  );

/** The data of `event: changed`. What exactly changed is asked for: rows never travel here. */
export const Changed = z.object({ topics: z.array(ChangeTopic).min(1) });
export type Changed = z.infer<typeof Changed>;

/** How the stream behaves; the web and programs rely on these. */
export const changesLimits = {
  /** Changes of so long are told in one message; the first after a quiet time at once. */
  coalesceMs: 250,
  /**
   * A stream hears of a topic at most once in so long, of the first change at once. Longer than the
   * rest of those who read after each: they all read at the same moment, and are answered together.
   */
  topicPauseMs: 950,
  /** A comment, so that neither a proxy nor a reader takes the stream for dead. */
  heartbeatMs: 20_000,
  /** Open at the same time, of one operator or key, and of all. */
  streamsPerCaller: 20,
  streams: 500,
} as const;

/**
 * Server-sent events. `event: connected` with `data: {}` comes first, and again whenever changes
 * may have been missed: then everything is asked for anew. `event: changed` carries `Changed`.
 * The stream ends when the session or key does, or its permissions change: connect again.
 */
export const getChanges = defineRoute({
  method: 'GET',
  path: '/api/v1/changes',
  summary: 'What changed, as it changes: a stream of topics (server-sent events).',
  access: 'signed_in',
  events: Changed,
});
