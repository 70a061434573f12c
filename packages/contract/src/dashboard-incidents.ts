import { z } from 'zod';
import { CheckKind, CheckResult } from './check-kinds.ts';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';

const Count = z.number().int();

/** A run of a check, as short as a strip shows it. */
export const RecentCheckRun = z.object({
  id: z.uuid(),
  checkId: z.uuid(),
  name: z.string(),
  kind: CheckKind,
  result: CheckResult,
  /** What it saw, in a few words. */
  message: z.string(),
  at: Timestamp,
});
export type RecentCheckRun = z.infer<typeof RecentCheckRun>;

/** All of one snapshot of the database: the figures agree with each other. */
export const DashboardIncidents = z.object({
  asOf: Timestamp,
  /** Open or acknowledged, by severity. */
  active: z.object({ critical: Count, warning: Count, info: Count }),
  /** Of these, those that nobody has acknowledged. */
  unacknowledged: Count,
  /** When the last one was resolved; null without any. */
  lastResolvedAt: Timestamp.nullable(),
  /** The last ten, newest first. */
  checkRuns: z.array(RecentCheckRun),
  /** Whether an alert would come in, be noticed and go out. */
  readiness: z.object({
    /** Channels that are switched on, and of these those whose latest test arrived as they are set. */
    channels: z.object({ enabled: Count, tested: Count }),
    inbox: z.object({
      waiting: Count,
      /** When the one came that has waited longest; null when none waits. */
      oldestWaitingAt: Timestamp.nullable(),
      poisoned: Count,
    }),
    /** Heartbeats that are watched, and of these those that came in time. */
    heartbeats: z.object({ watched: Count, fresh: Count }),
  }),
});
export type DashboardIncidents = z.infer<typeof DashboardIncidents>;

export const getDashboardIncidents = defineRoute({
  method: 'GET',
  path: '/api/v1/dashboard/incidents',
  summary:
    'Active incidents by severity, the last runs of checks, and whether alerts would arrive.',
  access: 'incidents.read',
  response: DashboardIncidents,
});

/** The last seven days, of what the caller may read; null of what they may not. */
export const DashboardWeek = z.object({
  asOf: Timestamp,
  from: Timestamp,
  /** Checks that were warning or critical most often, at most five. */
  failingChecks: z
    .array(z.object({ checkId: z.uuid(), name: z.string(), failed: Count, runs: Count }))
    .nullable(),
  /** What stages failed for most often, of all pipelines; at most five. */
  errorTypes: z
    .array(
      z.object({
        /** Null where none was told. */
        errorType: z.string().nullable(),
        count: Count,
      }),
    )
    .nullable(),
  /** AI jobs of the product and Taffrail's own analyses, the dearest first; at most five. */
  providers: z
    .array(
      z.object({
        provider: z.string(),
        /** AI jobs of the product; or the console's own analyses of alerts. */
        of: z.enum(['jobs', 'analyses']),
        count: Count,
        tokens: Count,
        /** Decimal text; without those that have no price. */
        costUsd: z.string(),
        unpriced: Count,
      }),
    )
    .nullable(),
});
export type DashboardWeek = z.infer<typeof DashboardWeek>;

export const getDashboardWeek = defineRoute({
  method: 'GET',
  path: '/api/v1/dashboard/week',
  summary: 'Of the last seven days: the checks and error types that fail most, and AI providers.',
  access: 'dashboard.read',
  response: DashboardWeek,
});
