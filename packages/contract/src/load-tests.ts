import { z } from 'zod';
import { AutofixRun } from './autofix.ts';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

export const LoadTestTool = z.enum(['k6', 'artillery', 'autocannon', 'locust']);
export type LoadTestTool = z.infer<typeof LoadTestTool>;

/** `missed`: it should have run and did not. `unknown`: nothing says whether it passed. */
export const LoadTestVerdict = z.enum(['passed', 'failed', 'aborted', 'missed', 'unknown']);
export type LoadTestVerdict = z.infer<typeof LoadTestVerdict>;

/** The 95th percentile where the tool tells it, else the nearest above that it tells. */
export const TailLatency = z.object({
  /** 95, or 97.5 of autocannon. */
  percentile: z.number(),
  ms: z.number(),
});
export type TailLatency = z.infer<typeof TailLatency>;

export const VirtualUsers = z.object({
  count: z.number().int(),
  /** At the same time at the most, or, where a tool starts them at a rate, all together. */
  counted: z.enum(['concurrent', 'started']),
});
export type VirtualUsers = z.infer<typeof VirtualUsers>;

export const LoadTestThreshold = z.object({
  metric: z.string(),
  /** As the tool words it: `p(95)<500`. */
  condition: z.string(),
  isMet: z.boolean(),
});
export type LoadTestThreshold = z.infer<typeof LoadTestThreshold>;

/** Null is what the tool does not tell, or what there was none to measure of. */
const figures = {
  requests: z.number().int().nullable(),
  /** Not answered, or with 400 and more, unless the test itself expects other statuses. */
  failed: z.number().int().nullable(),
  /** Milliseconds. */
  averageMs: z.number().nullable(),
  tail: TailLatency.nullable(),
};

export const LoadTestRoute = z.object({
  method: z.string().nullable(),
  /** As the test names it: a pattern, a path, or a name of its own. */
  endpoint: z.string(),
  ...figures,
});
export type LoadTestRoute = z.infer<typeof LoadTestRoute>;

/** Requests that failed alike, by one of them where the tool keeps it. */
export const LoadTestSample = z.object({
  id: z.uuid(),
  method: z.string().nullable(),
  endpoint: z.string(),
  /** Null when there was no answer. */
  statusCode: z.number().int().nullable(),
  error: z.string().nullable(),
  /** Secrets are scrubbed of it and of the body. */
  url: z.string().nullable(),
  /** At most 4 kB. */
  responseBody: z.string().nullable(),
  durationMs: z.number().nullable(),
  /** How many requests of the run failed like this one. */
  occurrences: z.number().int().nullable(),
});
export type LoadTestSample = z.infer<typeof LoadTestSample>;

/** What a sentence rests on. */
export const AnalysisSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('load_test_run'), id: z.uuid() }),
  z.object({
    type: z.literal('api_metrics'),
    endpoint: z.string(),
    method: z.string().nullable(),
    from: Timestamp,
    to: Timestamp,
  }),
]);
export type AnalysisSource = z.infer<typeof AnalysisSource>;

export const AnalysisSentence = z.object({
  text: z.string(),
  sources: z.array(AnalysisSource).min(1),
});
export type AnalysisSentence = z.infer<typeof AnalysisSentence>;

export const LoadTestAnalysis = z.object({
  /** Who wrote it: `rules` is no model. */
  provider: z.string(),
  summary: z.array(AnalysisSentence),
  /** Empty when there is nothing to explain. */
  diagnosis: z.array(AnalysisSentence),
  /** Whether somebody has to look at it; null when that cannot be told. */
  actionRequired: z.boolean().nullable(),
});
export type LoadTestAnalysis = z.infer<typeof LoadTestAnalysis>;

export const LoadTestRun = z.object({
  id: z.uuid(),
  /** The test that was run: runs of the same one are compared. */
  loadTest: z.object({ id: z.uuid(), name: z.string() }),
  /** When it began; what the tool does not tell is counted back from its arrival. */
  createdAt: Timestamp,
  receivedAt: Timestamp,
  tool: LoadTestTool.nullable(),
  verdict: LoadTestVerdict,
  /** What the verdict rests on. */
  verdictReason: z.string(),
  durationMs: z.number().nullable(),
  virtualUsers: VirtualUsers.nullable(),
  ...figures,
  /** failed ÷ requests; null without either. */
  errorRate: z.number().nullable(),
  thresholds: z.array(LoadTestThreshold),
  analysis: LoadTestAnalysis.nullable(),
  /** The latest attempt to fix what it found: one of trigger `load_test` with this run's id. */
  autofix: AutofixRun.pick({
    id: true,
    outcome: true,
    commitSha: true,
    commitUrl: true,
  }).nullable(),
});
export type LoadTestRun = z.infer<typeof LoadTestRun>;

export const loadTestLimits = {
  /** Of a report, as sent and unpacked. */
  bodyBytes: 64 * 1024 * 1024,
  /** Of a sample's response body. */
  sampleBytes: 4_096,
  /** Samples of one route and status. */
  samplesAlike: 3,
  samples: 100,
  routes: 200,
  thresholds: 200,
  /** Of a timeline; a longer run has longer ones. */
  moments: 240,
  sampleDays: 90,
} as const;

const OverTime = z.array(z.number().min(0).nullable()).max(loadTestLimits.moments);

/** How a run went, from its beginning on, a figure for each step; null is what nothing is told of. */
export const LoadTestTimeline = z.object({
  stepSeconds: z.number().positive(),
  virtualUsers: OverTime,
  requestsPerSecond: OverTime,
  failedPerSecond: OverTime,
  /** Milliseconds. */
  p95Ms: OverTime,
});
export type LoadTestTimeline = z.infer<typeof LoadTestTimeline>;

/** Digits: an empty text, of a variable that was never set, is no 0 and so no passed run. */
const ExitCode = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.number().max(255));

/** What a run is compared with, and why: it was asked for, accepted, or else the last that passed. */
const LoadTestBaseline = z.object({
  id: z.uuid(),
  createdAt: Timestamp,
  chosen: z.enum(['asked', 'accepted', 'last_passed']),
  durationMs: z.number().nullable(),
  ...figures,
  routes: z.array(LoadTestRoute),
});

export const LoadTestRunDetail = LoadTestRun.extend({
  /** Most requests first. */
  routes: z.array(LoadTestRoute),
  /** Kept for 90 days. */
  samples: z.array(LoadTestSample),
  /** Null where the report has figures of the whole run only. */
  timeline: LoadTestTimeline.nullable(),
  /** Null where there is no run to compare with. */
  baseline: LoadTestBaseline.nullable(),
});
export type LoadTestRunDetail = z.infer<typeof LoadTestRunDetail>;

/** Beside a report, in the query of `POST /ingest/load-tests/<key>`. */
export const LoadTestFacts = z.object({
  /** The name of the test; of the script, or else of the tool, unless given. */
  plan: Text(200).trim().min(1).optional(),
  /** The sender's own id of the run: sent again, it takes the place of what was known. */
  run: Text(200).min(1).optional(),
  /** What the tool exited with: it tells the verdict where the report does not. */
  exit_code: ExitCode.optional(),
  /** Where the report has no time in it. */
  started_at: Timestamp.optional(),
});
export type LoadTestFacts = z.infer<typeof LoadTestFacts>;

export const listLoadTestRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/load-test-runs',
  summary: 'Runs of load tests, newest first.',
  access: 'operations.read',
  query: PageQuery.extend({
    loadTestId: z.uuid().optional(),
    verdict: LoadTestVerdict.optional(),
  }),
  response: pageOf(LoadTestRun),
});

export const getLoadTestRun = defineRoute({
  method: 'GET',
  path: '/api/v1/load-test-runs/:id',
  summary: 'One run, with its routes and samples of what failed.',
  access: 'operations.read',
  params: IdParams,
  query: z.object({
    /** Another run of the same test to compare with; one that is none is left aside. */
    baseline: z.uuid().optional(),
  }),
  response: LoadTestRunDetail,
});

/** CSV: a line for each step. Each export is audited. */
export const exportLoadTestTimeline = defineRoute({
  method: 'GET',
  path: '/api/v1/load-test-runs/:id/timeline',
  summary: 'How one run went over its time, as CSV.',
  access: 'operations.read',
  params: IdParams,
});
