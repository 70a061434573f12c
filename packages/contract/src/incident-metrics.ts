import type { Metric } from './metric.ts';

/** Of checks and incidents; the registry has them with all others. */
export const incidentMetrics = {
  check_uptime: {
    title: 'Uptime of a check',
    formula:
      'Runs that were not critical ÷ runs that gave a result, in the last 24 whole hours or in days of the reporting time zone. Runs that could not tell, and times in which nobody looked, count on neither side.',
    source: 'check_runs_hourly, check_runs_daily',
    better: 'higher',
    unit: 'ratio',
  },
  check_failure_rate: {
    title: 'Failure rate of a check',
    formula: 'Runs that were a warning or critical ÷ runs that gave a result, in the last 7 days.',
    source: 'check_runs_daily',
    better: 'lower',
    unit: 'ratio',
  },
  active_incidents: {
    title: 'Active incidents',
    formula: 'Incidents that are open or acknowledged now, by the worst severity that they had.',
    source: 'incidents',
    better: 'lower',
    unit: 'count',
  },
  unacknowledged_incidents: {
    title: 'Unacknowledged',
    formula: 'Incidents that are open now, and were opened more than 15 minutes ago.',
    source: 'incidents',
    better: 'lower',
    unit: 'count',
  },
  mean_time_to_acknowledge: {
    title: 'Time to acknowledge',
    formula:
      'Mean time from the opening of an incident to its first acknowledgement, of those first acknowledged in the range (MTTA). Those that became part of another do not count.',
    source: 'incidents',
    better: 'lower',
    unit: 'milliseconds',
  },
  mean_time_to_resolve: {
    title: 'Time to resolve',
    formula:
      'Mean time from the opening of an incident to its last resolution, by somebody or by itself, of those resolved in the range (MTTR). Those that became part of another do not count.',
    source: 'incidents',
    better: 'lower',
    unit: 'milliseconds',
  },
} as const satisfies Record<string, Metric>;
