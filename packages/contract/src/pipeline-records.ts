import { z } from 'zod';
import { Metadata, ProductId } from './ingest-fields.ts';
import { Timestamp } from './page.ts';
import { RunStatus } from './pipeline-range.ts';
import { Text } from './text.ts';

/**
 * What a product tells of its pipelines. A run, and a stage's execution in it, may be told as often
 * as their state changes, under the same id: what is told with the later attempt, or of the same
 * attempt with the later state, wins, in whatever order it arrives. `createdAt` is when it began, and
 * stays as it was told first.
 */

export const pipelineLimits = {
  /** Characters. */
  name: 100,
  errorType: 200,
  errorMessage: 2_000,
  /** 30 days. */
  durationMs: 30 * 86_400_000,
  attempts: 1_000,
  stages: 1_000,
  /** Names that are told apart; further ones of a day are `(other)`. */
  pipelinesADay: 100,
  stagesADay: 1_000,
} as const;

/** `discovery`, `search`. */
const Name = Text(pipelineLimits.name).min(1);
const Attempt = z.number().int().min(1).max(pipelineLimits.attempts);

/** Why a stage was skipped. */
export const SkipReason = z.enum([
  'disabled',
  'nothing_found',
  'not_applicable',
  'upstream_failed',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/** How right something was; kept to 6 decimals. */
const Accuracy = z.number().min(0).max(1);

const told = {
  status: RunStatus,
  /** When it began. Absent: the time of the id when that is a UUID of version 7, else of receipt. */
  createdAt: Timestamp.optional(),
  /** Of what has ended. */
  durationMs: z.number().min(0).max(pipelineLimits.durationMs).nullish(),
  /** 1 when absent. What is tried again under the same id has the next. */
  attempt: Attempt.nullish(),
  /** The class of the error: `TimeoutError`. */
  errorType: Text(pipelineLimits.errorType).nullish(),
  /** Obvious secrets are taken out before it is stored. */
  errorMessage: Text(pipelineLimits.errorMessage).nullish(),
  organizationId: ProductId.nullish(),
  userId: ProductId.nullish(),
  sessionId: Text(200).nullish(),
  traceId: Text(64).nullish(),
  /** Open to anything that helps to understand it. */
  attributes: Metadata.nullish(),
};

export const PipelineRunRecord = z.object({
  kind: z.literal('pipeline_run'),
  id: ProductId,
  pipeline: Name,
  ...told,
  /** How often it will be tried at most. */
  maxAttempts: Attempt.nullish(),
});
export type PipelineRunRecord = z.infer<typeof PipelineRunRecord>;

/** A stage told with status `pending` before its turn shows when it never came. */
export const StageExecutionRecord = z.object({
  kind: z.literal('stage_execution'),
  id: ProductId,
  runId: ProductId,
  pipeline: Name,
  stage: Name,
  /** Its place in the pipeline, from 0; without, stages stand in the order in which they are met. */
  position: z.number().int().min(0).max(pipelineLimits.stages).nullish(),
  ...told,
  /** Of what was skipped. */
  reason: SkipReason.nullish(),
  /** Where it is known at once; later a `score` tells it. */
  accuracy: Accuracy.nullish(),
});
export type StageExecutionRecord = z.infer<typeof StageExecutionRecord>;

/**
 * How right a stage was in a run, judged later: the latest counts, for the stage's latest attempt.
 * It may arrive before its stage.
 */
export const ScoreRecord = z.object({
  kind: z.literal('score'),
  /** Told again under its id, it counts once. Made on the server when absent. */
  id: ProductId.nullish(),
  runId: ProductId,
  stage: Name,
  value: Accuracy,
  /** Who or what judged: `golden set`, `people`. */
  name: Text(pipelineLimits.name).nullish(),
  /** When it was judged. Absent: the time of the id when that is a UUID of version 7, else of receipt. */
  createdAt: Timestamp.optional(),
});
export type ScoreRecord = z.infer<typeof ScoreRecord>;
