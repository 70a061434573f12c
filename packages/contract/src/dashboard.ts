import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Activity } from './activity.ts';
import { Day, Timestamp } from './page.ts';
import { MetricName } from './metrics.ts';

/** Whole days of the reporting time zone, today included: `1d` is today. */
export const DashboardRange = z.enum(['1d', '7d', '30d']);
export type DashboardRange = z.infer<typeof DashboardRange>;

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
  /** The last ten; none for those who may not read the activity log. */
  recentActions: z.array(Activity),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const getDashboard = defineRoute({
  method: 'GET',
  path: '/api/v1/dashboard',
  summary: 'Today: active users and organizations, actions, and the latest of them.',
  access: 'dashboard.read',
  query: z.object({ range: DashboardRange.default('1d') }),
  response: Dashboard,
});
