import { z } from 'zod';
import { RequestFigures } from './api-metrics.ts';
import { MetricName } from './metrics.ts';
import { Day, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';

/** Whole days of the reporting time zone, today included: `1d` is today. */
export const dashboardRanges = ['1d', '7d', '30d'] as const;
export const DashboardRange = z.enum(dashboardRanges);
export type DashboardRange = z.infer<typeof DashboardRange>;

const DashboardQuery = z.object({ range: DashboardRange.default('1d') });

export const Kpi = z.object({
  metric: MetricName,
  value: z.number(),
  /**
   * The same figure for the period before, up to the same time of its last day, so that an
   * unfinished day is compared like for like. Null when that is not known: before that period's
   * first day there was no console.
   */
  previous: z.number().nullable(),
  /** One figure a day of the range, and of a week at least, oldest first; today is unfinished. */
  series: z.array(z.object({ day: Day, value: z.number() })),
});
export type Kpi = z.infer<typeof Kpi>;

/** All of one snapshot of the database: the figures agree with each other. */
export const Dashboard = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  range: z.object({
    from: Timestamp,
    /** Now: `asOf`. */
    to: Timestamp,
    previousFrom: Timestamp,
    previousTo: Timestamp,
  }),
  kpis: z.array(Kpi),
});
export type Dashboard = z.infer<typeof Dashboard>;

/** Of requests, and beside those that failed (`errors`) what else went wrong. */
export const DashboardFigures = RequestFigures.extend({
  /** Errors that the product logged. With `errors` and what follows they are the error count. */
  errorLogs: z.number().int(),
  /** AI jobs that failed. */
  failedJobs: z.number().int(),
  /** Runs of pipelines that failed. */
  failedRuns: z.number().int(),
});
export type DashboardFigures = z.infer<typeof DashboardFigures>;

/** All of one snapshot of the database: the figures agree with each other. */
export const DashboardRequests = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  range: z.object({
    from: Timestamp,
    /** The end of the minute under way: requests are counted by minutes. */
    to: Timestamp,
  }),
  /** The first day of which requests are known; null before the first of them. */
  since: Day.nullable(),
  current: DashboardFigures,
  /** Null when the period before is not known whole. */
  comparison: z
    .object({
      previousFrom: Timestamp,
      /**
       * The same time of the period's last day, cut to what is kept of it: to the minute, and for
       * `30d` to the hour.
       */
      previousTo: Timestamp,
      previous: DashboardFigures,
      /** What of the range is compared with it: up to the same cut today. */
      comparedTo: Timestamp,
      compared: DashboardFigures,
    })
    .nullable(),
  /** A day of the range, and of a week at least, oldest first; today is unfinished. */
  series: z.array(DashboardFigures.extend({ day: Day })),
});
export type DashboardRequests = z.infer<typeof DashboardRequests>;

export const getDashboard = defineRoute({
  method: 'GET',
  path: '/api/v1/dashboard',
  summary: 'How much goes on: active users and organizations, actions.',
  access: 'dashboard.read',
  query: DashboardQuery,
  response: Dashboard,
});

export const getDashboardRequests = defineRoute({
  method: 'GET',
  path: '/api/v1/dashboard/requests',
  summary:
    'How the product does: its requests, how many failed, how long they took; its error logs.',
  access: 'operations.read',
  query: DashboardQuery,
  response: DashboardRequests,
});
