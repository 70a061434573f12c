import {
  LoadTestAnalysis,
  LoadTestRoute,
  LoadTestRun,
  LoadTestThreshold,
  LoadTestTimeline,
  type LoadTestSample,
  type TailLatency,
} from '@taffrail/contract';
import { z } from 'zod';
import type { LoadTestRunRow, LoadTestSampleRow, RunFiguresRow } from './load-tests.store.ts';

const Routes = z.array(LoadTestRoute);
const Thresholds = z.array(LoadTestThreshold);
const { tool, verdict, virtualUsers, autofix } = LoadTestRun.shape;

const toTail = (row: {
  tail_percentile: number | null;
  tail_ms: number | null;
}): TailLatency | null =>
  row.tail_percentile === null || row.tail_ms === null
    ? null
    : { percentile: row.tail_percentile, ms: row.tail_ms };

export const toRoutes = (routes: unknown): LoadTestRoute[] => Routes.parse(routes);

export const toTimeline = (timeline: unknown): LoadTestTimeline | null =>
  LoadTestTimeline.nullable().parse(timeline);

/** failed ÷ requests, where there were any. */
export const errorRateOf = (figures: {
  requests: number | null;
  failed: number | null;
}): number | null =>
  figures.requests === null || figures.failed === null || figures.requests === 0
    ? null
    : figures.failed / figures.requests;

export interface Baseline {
  readonly id: string;
  readonly createdAt: Date;
  readonly durationMs: number | null;
  readonly requests: number | null;
  readonly failed: number | null;
  readonly averageMs: number | null;
  readonly tail: TailLatency | null;
  readonly routes: LoadTestRoute[];
}

export const toBaseline = (row: RunFiguresRow): Baseline => ({
  id: row.id,
  createdAt: row.created_at,
  durationMs: row.duration_ms,
  requests: row.requests,
  failed: row.failed,
  averageMs: row.average_ms,
  tail: toTail(row),
  routes: toRoutes(row.routes),
});

export const toLoadTestRun = (row: LoadTestRunRow): LoadTestRun => ({
  id: row.id,
  loadTest: { id: row.load_test_id, name: row.load_test_name },
  createdAt: row.created_at.toISOString(),
  receivedAt: row.received_at.toISOString(),
  tool: tool.parse(row.tool),
  verdict: verdict.parse(row.verdict),
  verdictReason: row.verdict_reason,
  durationMs: row.duration_ms,
  virtualUsers: virtualUsers.parse(
    row.virtual_users === null
      ? null
      : { count: row.virtual_users, counted: row.virtual_users_counted },
  ),
  requests: row.requests,
  failed: row.failed,
  averageMs: row.average_ms,
  tail: toTail(row),
  errorRate: errorRateOf(row),
  thresholds: Thresholds.parse(row.thresholds),
  analysis: LoadTestAnalysis.nullable().parse(row.analysis),
  autofix: autofix.parse(
    row.autofix_id === null
      ? null
      : {
          id: row.autofix_id,
          outcome: row.autofix_outcome,
          commitSha: row.autofix_commit_sha,
          commitUrl: row.autofix_commit_url,
        },
  ),
});

export const toSample = (row: LoadTestSampleRow): LoadTestSample => ({
  id: row.id,
  method: row.method,
  endpoint: row.endpoint,
  statusCode: row.status_code,
  error: row.error,
  url: row.url,
  responseBody: row.response_body,
  durationMs: row.duration_ms,
  occurrences: row.occurrences,
});
