import { z } from 'zod';
import { AiJobStatus } from './ai-job-kinds.ts';
import { Metadata, ProductId } from './ingest-fields.ts';
import { Timestamp } from './page.ts';
import { Text } from './text.ts';

export const aiJobLimits = {
  /** Characters. */
  provider: 100,
  model: 200,
  operation: 50,
  route: 300,
  errorType: 200,
  promptVersion: 200,
  /** Of one class, of one job. */
  tokens: 1_000_000_000,
  costUsd: 99_999,
  /** A day. */
  latencyMs: 86_400_000,
} as const;

/** 0 when absent. */
const Tokens = z.number().int().min(0).max(aiJobLimits.tokens).nullish();
const Milliseconds = z.number().min(0).max(aiJobLimits.latencyMs);

/** One call of a model, in the innermost form: a retry or a step of an agent is a job of its own. */
export const AiJobRecord = z
  .object({
    kind: z.literal('ai_job'),
    /** UUID; best version 7. Without one the span, or the batch's Idempotency-Key, recognises it. */
    id: z.uuid().optional(),
    /** When the call began. Absent: the time of the id when that is of version 7, else of receipt. */
    createdAt: Timestamp.optional(),
    organizationId: ProductId.nullish(),
    userId: ProductId.nullish(),
    sessionId: Text(200).nullish(),
    /** With `spanId` it counts once, whichever way and however often it arrives. */
    traceId: Text(64).nullish(),
    spanId: Text(64).nullish(),
    /** As OpenTelemetry names them: `openai`, `anthropic`, `aws.bedrock`. */
    provider: Text(aiJobLimits.provider).min(1),
    /** That answered, where that is known, else that was asked for. */
    model: Text(aiJobLimits.model).min(1),
    /** `chat` when absent; `embeddings`, `image`, and what else there is. */
    operation: Text(aiJobLimits.operation).min(1).nullish(),
    /** What of the product it was for: the pattern of a route, the name of a feature. */
    route: Text(aiJobLimits.route).min(1).nullish(),
    /** With those that were read from and written to a cache. */
    inputTokens: Tokens,
    /** With those of reasoning. */
    outputTokens: Tokens,
    cachedReadTokens: Tokens,
    cachedWriteTokens: Tokens,
    reasoningTokens: Tokens,
    /** As the provider or gateway told it: it wins over the price book. Kept to 8 decimals. */
    costUsd: z
      .union([
        z.number().min(0).max(aiJobLimits.costUsd),
        z.string().regex(/^\d{1,5}(\.\d{1,20})?$/, 'must be a decimal as in 0.0123'),
      ])
      .nullish(),
    /** Until the answer was complete, or the call had failed. */
    latencyMs: Milliseconds,
    /** Until the first token of an answer that was streamed. */
    timeToFirstTokenMs: Milliseconds.nullish(),
    status: AiJobStatus,
    /** The class of the error, or the provider's code: `rate_limit_exceeded`. */
    errorType: Text(aiJobLimits.errorType).nullish(),
    /** How right the answer was, from 0 to 1, where somebody judged it. */
    accuracy: z.number().min(0).max(1).nullish(),
    promptVersion: Text(aiJobLimits.promptVersion).nullish(),
    /** Open to anything else that is known of the call. */
    attributes: Metadata.nullish(),
  })
  .refine(
    ({ inputTokens, cachedReadTokens, cachedWriteTokens }) =>
      (cachedReadTokens ?? 0) + (cachedWriteTokens ?? 0) <= (inputTokens ?? 0),
    'inputTokens includes cachedReadTokens and cachedWriteTokens',
  )
  .refine(
    ({ outputTokens, reasoningTokens }) => (reasoningTokens ?? 0) <= (outputTokens ?? 0),
    'outputTokens includes reasoningTokens',
  );
export type AiJobRecord = z.infer<typeof AiJobRecord>;
