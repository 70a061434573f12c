import { z } from 'zod';
import { CustomerRef } from './customers.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { PipelineRange, RunStatus, RunStatusFilter } from './pipeline-range.ts';
import { SkipReason, pipelineLimits } from './pipeline-records.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Name = Text(pipelineLimits.name).min(1);
const Count = z.number().int();

/** Of runs, or of executions of a stage, that began in a time. */
export const StateCounts = z.object({
  pending: Count,
  running: Count,
  retrying: Count,
  succeeded: Count,
  failed: Count,
  skipped: Count,
  /** Pending in a run that has ended. */
  neverRan: Count,
});
export type StateCounts = z.infer<typeof StateCounts>;

/** A mean of scores with the interval that holds the true one 95 times of 100. */
export const StageAccuracy = z.object({
  n: Count,
  mean: z.number(),
  low: z.number(),
  high: z.number(),
});
export type StageAccuracy = z.infer<typeof StageAccuracy>;

export const StageFigures = z.object({
  counts: StateCounts,
  /** failed ÷ (succeeded + failed); null without either, as are the percentiles. */
  errorRate: z.number().nullable(),
  /** Milliseconds, within 2 %; of what succeeded or failed. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** Null without scores. */
  accuracy: StageAccuracy.nullable(),
});
export type StageFigures = z.infer<typeof StageFigures>;

export const HealthTermName = z.enum(['success', 'errors', 'latency', 'accuracy']);
export type HealthTermName = z.infer<typeof HealthTermName>;

/** Why a term of the score is left out. */
export const MissingTerm = z.enum(['no_runs', 'no_target', 'no_scores']);
export type MissingTerm = z.infer<typeof MissingTerm>;

export const HealthTerm = z.object({
  term: HealthTermName,
  /** Of all four; those that are left out share theirs among the others. */
  weight: z.number(),
  /** From 0 to 1, more is better; null when it is left out. */
  value: z.number().nullable(),
  /** Runs, executions of stages, or scores that it rests on. */
  n: Count,
  missing: MissingTerm.nullable(),
});
export type HealthTerm = z.infer<typeof HealthTerm>;

export const HealthScore = z.object({
  /** From 0 to 100; null when no term has data. */
  score: z.number().nullable(),
  terms: z.array(HealthTerm),
});
export type HealthScore = z.infer<typeof HealthScore>;

const Range = z.object({ from: Timestamp, to: Timestamp });

/** What figures are of, and what they are compared with: the same weekdays and hours, weeks before. */
const ranges = {
  asOf: Timestamp,
  timeZone: z.string(),
  /** Whole hours or days; the last is under way. */
  range: Range,
  comparedRange: Range,
};

const RangeQuery = z.object({ range: PipelineRange.default('24h') });

export const Pipeline = z.object({
  /** As the product names it. */
  pipeline: z.string(),
  /** As the configuration calls it; else its name. */
  title: z.string(),
  /** Of whole runs. */
  runs: StageFigures,
  comparedRuns: StageFigures,
  health: HealthScore,
  /** Of all times: not ended yet, and of these stalled. */
  inFlight: Count,
  stalled: Count,
});
export type Pipeline = z.infer<typeof Pipeline>;

export const PipelineList = z.object({
  ...ranges,
  /** Of all pipelines together. */
  overall: z.object({
    runs: StageFigures,
    comparedRuns: StageFigures,
    health: HealthScore,
    comparedHealth: HealthScore,
    inFlight: Count,
    stalled: Count,
    /** Runs that began in each hour or day of the range, in order; the last is under way. */
    series: z.array(z.object({ at: Timestamp, succeeded: Count, failed: Count })),
  }),
  /** Most runs first; those that were ever heard of. */
  items: z.array(Pipeline),
});
export type PipelineList = z.infer<typeof PipelineList>;

export const listPipelines = defineRoute({
  method: 'GET',
  path: '/api/v1/pipelines',
  summary: 'The pipelines with their runs and health scores, and those of all together.',
  access: 'pipelines.read',
  query: RangeQuery,
  response: PipelineList,
});

/** A run, as lists have it. */
export const PipelineRun = z.object({
  id: z.uuid(),
  /** The product's own id, where that is not a UUID. */
  externalId: z.string().nullable(),
  pipeline: z.string(),
  status: RunStatus,
  /** It runs, and was not heard of for two minutes. */
  isStalled: z.boolean(),
  attempt: Count,
  maxAttempts: Count.nullable(),
  /** When it began. */
  createdAt: Timestamp,
  durationMs: z.number().nullable(),
  /** Of the run, else of the stage that failed last. */
  errorType: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** In their order. */
  failedStages: z.array(z.string()),
  organization: CustomerRef.nullable(),
  user: CustomerRef.nullable(),
  sessionId: z.string().nullable(),
  traceId: z.string().nullable(),
  /** That a run of the alert pipeline is about. */
  incident: z.object({ id: z.uuid(), number: Count, title: z.string() }).nullable(),
});
export type PipelineRun = z.infer<typeof PipelineRun>;

export const ScoreOfStage = z.object({
  id: z.uuid(),
  stage: z.string(),
  value: z.number(),
  /** Who or what judged. */
  name: z.string().nullable(),
  createdAt: Timestamp,
});
export type ScoreOfStage = z.infer<typeof ScoreOfStage>;

export const StageExecution = z.object({
  id: z.uuid(),
  runId: z.uuid(),
  pipeline: z.string(),
  stage: z.string(),
  position: Count.nullable(),
  status: RunStatus,
  isStalled: z.boolean(),
  /** Pending, though the run has ended. */
  neverRan: z.boolean(),
  reason: SkipReason.nullable(),
  attempt: Count,
  createdAt: Timestamp,
  durationMs: z.number().nullable(),
  errorType: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** That counts: the latest score, else what the stage told. */
  accuracy: z.number().nullable(),
  traceId: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
});
export type StageExecution = z.infer<typeof StageExecution>;

/** A stage with its figures over time. */
export const PipelineStage = z.object({
  stage: z.string(),
  title: z.string(),
  position: Count.nullable(),
  figures: StageFigures,
  compared: StageFigures,
  /** As configured. */
  targetMs: z.number().nullable(),
  /** In order, one for each moment of the answer's `moments`. */
  series: z.array(
    z.object({
      succeeded: Count,
      failed: Count,
      p50Ms: z.number().nullable(),
      p95Ms: z.number().nullable(),
      /** Of the range that is compared with. */
      comparedP95Ms: z.number().nullable(),
    }),
  ),
});
export type PipelineStage = z.infer<typeof PipelineStage>;

export const PipelineError = z.object({
  /** Null of the run itself. */
  stage: z.string().nullable(),
  /** Null where none was told. */
  errorType: z.string().nullable(),
  count: Count,
  /** The latest of the range; null when it is no longer kept. */
  latest: z
    .object({ runId: z.uuid(), at: Timestamp, errorMessage: z.string().nullable() })
    .nullable(),
});
export type PipelineError = z.infer<typeof PipelineError>;

export const PipelineHealth = z.object({
  ...ranges,
  /** 3600, or 86400 for days of the reporting time zone. */
  stepSeconds: Count,
  /** When each hour or day of the range began. */
  moments: z.array(Timestamp),
  pipeline: Pipeline.extend({
    comparedHealth: HealthScore,
    /** As configured, of whole runs. */
    targetMs: z.number().nullable(),
  }),
  /** In their order; those that did not run in either range, too, if they were met within 30 days. */
  stages: z.array(PipelineStage),
  /** At most ten, most frequent first. */
  errors: z.array(PipelineError),
  /** Of the range, at most ten. */
  slowestRuns: z.array(PipelineRun),
  /** The same, newest first. */
  failedRuns: z.array(PipelineRun),
});
export type PipelineHealth = z.infer<typeof PipelineHealth>;

export const getPipelineHealth = defineRoute({
  method: 'GET',
  path: '/api/v1/pipeline-health',
  summary: 'What a pipeline does, stage by stage: how many, how slow, how many failed, how right.',
  access: 'pipelines.read',
  query: RangeQuery.extend({ pipeline: Name }),
  response: PipelineHealth,
});

export const PipelineRunFilter = z.object({
  status: RunStatusFilter.optional(),
  pipeline: Name.optional(),
  /** Runs in which this stage failed; needs `pipeline`. */
  failedStage: Name.optional(),
  traceId: Text(64).min(1).optional(),
  /** Runs that took longer than 95 of 100 of their pipeline in the last seven days. */
  slowerThan: z.enum(['p95']).optional(),
  /** From this moment on; nothing older than 180 days is read. */
  from: RangeEnd.optional(),
  /** Up to, but without, this moment. */
  to: RangeEnd.optional(),
});
export type PipelineRunFilter = z.infer<typeof PipelineRunFilter>;

/** Stages of different pipelines may have the same name. */
const hasPipeline = ({ failedStage, pipeline }: PipelineRunFilter): boolean =>
  failedStage === undefined || pipeline !== undefined;
const needsPipeline = { path: ['failedStage'], message: 'needs pipeline' };

export const listPipelineRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/pipeline-runs',
  summary: 'Runs of pipelines, latest first.',
  access: 'pipelines.read',
  query: PageQuery.extend(PipelineRunFilter.shape).refine(hasPipeline, needsPipeline),
  response: pageOf(
    PipelineRun.extend({
      /** In their order: each by its latest attempt. */
      stages: z.array(StageExecution.pick({ stage: true, status: true, neverRan: true })),
    }),
  ),
});

/** CSV (RFC 4180, UTF-8, with a header) or one JSON object a line. Each export is audited. */
export const exportPipelineRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/pipeline-runs/export',
  summary: 'All runs that the filters give, as CSV or NDJSON.',
  access: 'pipelines.read',
  query: PipelineRunFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }).refine(hasPipeline, needsPipeline),
});

export const getPipelineRun = defineRoute({
  method: 'GET',
  path: '/api/v1/pipeline-runs/:id',
  summary: 'A run with its stages, every attempt, and how they were scored.',
  access: 'pipelines.read',
  params: IdParams,
  response: PipelineRun.extend({
    attributes: z.record(z.string(), z.unknown()),
    /** When it was last heard of. */
    heardAt: Timestamp,
    /** In the order of their places, then of time. */
    stages: z.array(StageExecution),
    /** Newest first. */
    scores: z.array(ScoreOfStage),
  }),
});
