import { z } from 'zod';
import { incidentMetrics } from './incident-metrics.ts';
import type { Metric } from './metric.ts';

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
  requests: {
    title: 'Requests',
    formula:
      'Requests that the product answered in the range; a sampled one counts for all it stands for.',
    source: 'api_metrics_minutely, api_metrics_hourly, api_metrics_daily',
    better: 'neither',
    unit: 'count',
  },
  errors: {
    title: 'Errors',
    formula: 'Requests answered with 500 or more in the range.',
    source: 'api_metrics_minutely, api_metrics_hourly, api_metrics_daily',
    better: 'lower',
    unit: 'count',
  },
  error_count: {
    title: 'Error count',
    formula:
      'Requests answered with 500 or more, errors that the product logged, AI jobs and runs of pipelines that failed, in the range.',
    source:
      'api_metrics_minutely, api_metrics_hourly, api_metrics_daily, system_logs_daily, system_logs_quarter_hourly, usage_totals_daily, usage_hourly, stage_executions_daily, stage_executions_hourly',
    better: 'lower',
    unit: 'count',
  },
  error_rate: {
    title: 'Error rate',
    formula: 'Requests answered with 500 or more ÷ all requests of the range.',
    source: 'api_metrics_minutely, api_metrics_hourly, api_metrics_daily',
    better: 'lower',
    unit: 'ratio',
  },
  latency_p50: {
    title: 'Response time, median',
    formula: 'Half of the requests of the range took no longer, to within 2 %.',
    source: 'api_metrics_minutely, api_metrics_hourly, api_metrics_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  latency_p95: {
    title: 'Response time, p95',
    formula: '95 of 100 requests of the range took no longer, to within 2 %.',
    source: 'api_metrics_minutely, api_metrics_hourly, api_metrics_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  latency_p99: {
    title: 'Response time, p99',
    formula: '99 of 100 requests of the range took no longer, to within 2 %.',
    source: 'api_metrics_minutely, api_metrics_hourly, api_metrics_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  database_latency_p50: {
    title: 'Database latency, median',
    formula:
      'Half of the probes answered in the range took no longer, to within 2 %. A probe is a look-up of one row over an open connection, ten times a minute.',
    source: 'database_latency_minutely, database_latency_hourly',
    better: 'lower',
    unit: 'milliseconds',
  },
  database_latency_p95: {
    title: 'Database latency, p95',
    formula: '95 of 100 probes answered in the range took no longer, to within 2 %.',
    source: 'database_latency_minutely, database_latency_hourly',
    better: 'lower',
    unit: 'milliseconds',
  },
  database_latency_p99: {
    title: 'Database latency, p99',
    formula: '99 of 100 probes answered in the range took no longer, to within 2 %.',
    source: 'database_latency_minutely, database_latency_hourly',
    better: 'lower',
    unit: 'milliseconds',
  },
  database_failure_rate: {
    title: 'Failed probes',
    formula: 'Probes of the range that were not answered within 2 seconds ÷ all of them.',
    source: 'database_latency_minutely, database_latency_hourly',
    better: 'lower',
    unit: 'ratio',
  },
  record_count: {
    title: 'Record counts',
    formula:
      'Rows of each table that the configuration maps: counted one by one up to 100,000, of more an estimate of PostgreSQL. A sudden drop is a fall below the highest of today and yesterday, by ten at least and by more than a tenth, or the share configured.',
    source: 'record_counts',
    better: 'neither',
    unit: 'count',
  },
  affected_rows: {
    title: 'Affected rows',
    formula:
      'Rows for which what must hold does not, as the latest run found them. More than the first threshold of a check are a warning, more than the second an error; what could not be found out is unknown, never OK.',
    source: 'integrity_results',
    better: 'lower',
    unit: 'count',
  },
  actions: {
    title: 'Actions',
    formula: 'Business actions that happened in the range.',
    source: 'activity_totals_daily, activity_totals_quarter_hourly',
    better: 'higher',
    unit: 'count',
  },
  searches: {
    title: 'Searches',
    formula: 'Actions of the range that the configuration calls searches, today included.',
    source: 'searches_daily, search_terms_daily, search_terms_weekly, search_pairs_daily',
    better: 'higher',
    unit: 'count',
  },
  searches_without_result: {
    title: 'Without result',
    formula:
      'Searches of the range with no result at all ÷ those whose number of results is known.',
    source: 'searches_daily, search_terms_daily, search_terms_weekly, search_pairs_daily',
    better: 'lower',
    unit: 'ratio',
  },
  search_conversions: {
    title: 'Conversions',
    formula:
      'What was made of searches in the range, such as leads; beside a term, those whose own metadata names it.',
    source: 'searches_daily, search_terms_daily, search_terms_weekly, search_pairs_daily',
    better: 'higher',
    unit: 'count',
  },
  autofix_attempts: {
    title: 'Autofix attempts',
    formula: 'Attempts of agents to fix something that ended in the range.',
    source: 'autofix_runs',
    better: 'neither',
    unit: 'count',
  },
  autofix_fixed: {
    title: 'Fixed',
    formula: 'Attempts of the range that made a fix and pushed it.',
    source: 'autofix_runs',
    better: 'higher',
    unit: 'count',
  },
  autofix_skipped: {
    title: 'Skipped',
    formula: 'Attempts of the range that needed no fix, or in which the agent decided against one.',
    source: 'autofix_runs',
    better: 'neither',
    unit: 'count',
  },
  autofix_failed: {
    title: 'Failed',
    formula: 'Attempts of the range that ran into an error.',
    source: 'autofix_runs',
    better: 'lower',
    unit: 'count',
  },
  mrr: {
    title: 'MRR',
    formula:
      'Sum of active and past-due subscriptions at the end of the range, each normalised to a month, in the reporting currency.',
    source: 'revenue_daily',
    better: 'higher',
    unit: 'money',
  },
  subscribers: {
    title: 'Total subscribers',
    formula:
      'Customers with MRR above zero at the end of the range; one who pays in two currencies that are reported apart counts in each.',
    source: 'revenue_daily',
    better: 'higher',
    unit: 'count',
  },
  new_subscribers: {
    title: 'New subscribers this month',
    formula: 'Customers who began to pay in this calendar month and never had before.',
    source: 'revenue_daily',
    better: 'higher',
    unit: 'count',
  },
  churn_rate: {
    title: 'Churn rate',
    formula: 'Customers who stopped paying in the range ÷ those who paid when it began.',
    source: 'revenue_daily',
    better: 'lower',
    unit: 'ratio',
  },
  arpu: {
    title: 'ARPU',
    formula: 'MRR ÷ subscribers at the end of the range, without currencies that have no rate.',
    source: 'revenue_daily',
    better: 'higher',
    unit: 'money',
  },
  ai_cost: {
    title: 'AI cost',
    formula:
      'What AI jobs of the range cost, as reported or by the price book. Jobs without a price are not in it: the page says how many.',
    source: 'usage_totals_daily, usage_daily',
    better: 'lower',
    unit: 'usd',
  },
  ai_cost_today: {
    title: 'AI cost today',
    formula:
      'What AI jobs of today cost so far. Typical is what the same weekday of the last four weeks had cost by the same hour, on average.',
    source: 'usage_totals_daily, usage_hourly',
    better: 'lower',
    unit: 'usd',
  },
  ai_cost_month: {
    title: 'Spent this month',
    formula:
      'What all AI jobs of the calendar month cost so far, whatever the page is filtered by.',
    source: 'usage_totals_daily',
    better: 'lower',
    unit: 'usd',
  },
  ai_cost_forecast: {
    title: 'Forecast for the month',
    formula:
      'Spent so far, and for the rest of today and each day to come what its weekday cost on average in the last four weeks. Four of five such months end within the range.',
    source: 'usage_totals_daily',
    better: 'lower',
    unit: 'usd',
  },
  ai_budget_used: {
    title: 'Budget used',
    formula:
      'Spent this month ÷ the hard limit of the budget of everything; the soft one without it.',
    source: 'budgets, usage_totals_daily',
    better: 'lower',
    unit: 'ratio',
  },
  ai_cost_per_organization: {
    title: 'Cost per active organization',
    formula:
      'What jobs of the range cost that named an organization ÷ the organizations that they named.',
    source: 'usage_organizations_daily',
    better: 'lower',
    unit: 'usd',
  },
  ai_margin: {
    title: 'Margin after AI',
    formula:
      'Each day’s MRR by its share of the month, and what was billed for use, less what AI jobs cost at the configured rate of the US dollar.',
    source: 'revenue_movements, invoices, usage_organizations_daily',
    better: 'higher',
    unit: 'money',
  },
  pipeline_health_score: {
    title: 'Pipeline health score',
    formula:
      '100 × (0.4 × share of runs that succeeded + 0.2 × share of stage executions that did not fail + 0.2 × share of runs within their target + 0.2 × mean accuracy). Terms without data are left out, and the others share their weight.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'higher',
    unit: 'points',
  },
  pipeline_runs: {
    title: 'Runs',
    formula: 'Runs of pipelines that began in the range and succeeded or failed.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'neither',
    unit: 'count',
  },
  pipeline_success_rate: {
    title: 'Success rate',
    formula:
      'Runs that succeeded ÷ runs that succeeded or failed, of those that began in the range.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'higher',
    unit: 'ratio',
  },
  stage_executions: {
    title: 'Executions',
    formula: 'Executions of a stage that began in the range and succeeded or failed.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'neither',
    unit: 'count',
  },
  stage_error_rate: {
    title: 'Stage error rate',
    formula:
      'Executions of a stage that failed ÷ those that succeeded or failed, of those that began in the range. An execution that is tried again counts once, as it ended.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'lower',
    unit: 'ratio',
  },
  ai_cost_per_1000_jobs: {
    title: 'Cost per 1,000 jobs',
    formula: 'Cost of the AI jobs whose cost is known ÷ how many they are × 1,000.',
    source: 'usage_totals_daily, usage_daily',
    better: 'lower',
    unit: 'usd',
  },
  ai_cost_per_million_tokens: {
    title: 'Cost per million tokens',
    formula:
      'Cost of the AI jobs whose cost is known ÷ their tokens, input and output together, × 1,000,000.',
    source: 'usage_totals_daily, usage_daily',
    better: 'lower',
    unit: 'usd',
  },
  ai_latency_p50: {
    title: 'AI latency, median',
    formula: 'Half of the AI jobs that succeeded took no longer, to within 2 %.',
    source: 'usage_totals_daily, usage_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  ai_latency_p95: {
    title: 'AI latency, p95',
    formula: '95 of 100 AI jobs that succeeded took no longer, to within 2 %.',
    source: 'usage_totals_daily, usage_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  ai_first_token: {
    title: 'Time to first token',
    formula:
      'Half of the AI jobs that succeeded and were streamed had their first token by then, to within 2 %.',
    source: 'usage_totals_daily, usage_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  ai_tokens_per_second: {
    title: 'Tokens per second',
    formula:
      'Output tokens of AI jobs that succeeded ÷ the time that those jobs took, until the answer was complete.',
    source: 'usage_totals_daily, usage_daily',
    better: 'higher',
    unit: 'count',
  },
  ai_error_rate: {
    title: 'AI error rate',
    formula: 'AI jobs that failed ÷ all AI jobs.',
    source: 'usage_totals_daily, usage_daily, usage_errors_daily',
    better: 'lower',
    unit: 'ratio',
  },
  ai_accuracy: {
    title: 'AI accuracy',
    formula: 'The average, from 0 to 1, of the AI jobs that somebody or something judged.',
    source: 'usage_totals_daily, usage_daily',
    better: 'higher',
    unit: 'ratio',
  },
  stage_latency_p50: {
    title: 'Stage latency, median',
    formula: 'Half of the executions that succeeded or failed took no longer, to within 2 %.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  stage_latency_p95: {
    title: 'Stage latency, p95',
    formula: '95 of 100 executions that succeeded or failed took no longer, to within 2 %.',
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'lower',
    unit: 'milliseconds',
  },
  stage_accuracy: {
    title: 'Accuracy',
    formula:
      "Mean of the scores of a stage's executions, the latest score of each, with the interval that holds the true mean 95 times of 100: Wilson's where every score is 0 or 1, else 1.96 standard errors to each side. Of fewer than 30 it is not shown.",
    source: 'stage_executions_hourly, stage_executions_daily',
    better: 'higher',
    unit: 'ratio',
  },
  ...incidentMetrics,
} as const satisfies Record<string, Metric>;

export const MetricName = z.enum(Object.keys(metricRegistry) as (keyof typeof metricRegistry)[]);
export type MetricName = z.infer<typeof MetricName>;
