import { z } from 'zod';

/** The formula, scope and source of every figure: feeds hover, API and docs. */
export interface Metric {
  readonly title: string;
  readonly formula: string;
  readonly source: string;
  /** Which way is good; `neither` where a change says nothing by itself. */
  readonly better: 'higher' | 'lower' | 'neither';
  readonly unit: 'count' | 'ratio' | 'milliseconds' | 'usd';
}

export const metricRegistry = {
  active_users: {
    title: 'Active users',
    formula: 'Distinct users with at least one action in the range.',
    source: 'active_users_daily',
    better: 'higher',
    unit: 'count',
  },
  active_organizations: {
    title: 'Active organizations',
    formula: 'Distinct organizations with at least one action in the range.',
    source: 'active_organizations_daily',
    better: 'higher',
    unit: 'count',
  },
  actions: {
    title: 'Actions',
    formula: 'Business actions that happened in the range.',
    source: 'activity_totals_daily, activity_totals_quarter_hourly',
    better: 'higher',
    unit: 'count',
  },
} as const satisfies Record<string, Metric>;

export const MetricName = z.enum(Object.keys(metricRegistry) as (keyof typeof metricRegistry)[]);
export type MetricName = z.infer<typeof MetricName>;
