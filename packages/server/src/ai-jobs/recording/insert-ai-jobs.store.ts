import type { AiJobStatus, CostSource } from '@taffrail/contract';
import { latencyBucket } from '../../platform/latency-histogram.ts';

/** A connection, or a pool of them. */
export interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** A call of a model as it is stored. Times are milliseconds since 1970. */
export interface NewAiJob {
  readonly id: string;
  readonly createdAt: number;
  readonly receivedAt: number;
  readonly organization: { readonly id: string } | null;
  readonly user: { readonly id: string } | null;
  readonly sessionId: string | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly provider: string;
  readonly model: string;
  readonly operation: string;
  /** Empty when none was named. */
  readonly route: string;
  readonly tokens: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly cachedReadTokens: number;
    readonly cachedWriteTokens: number;
    readonly reasoningTokens: number;
  };
  /** Decimal text. */
  readonly costUsd: string | null;
  readonly costSource: CostSource;
  readonly priceId: string | null;
  readonly latencyMs: number;
  readonly timeToFirstTokenMs: number | null;
  readonly status: AiJobStatus;
  readonly errorType: string | null;
  readonly accuracy: number | null;
  readonly promptVersion: string | null;
  /** JSON text. */
  readonly attributes: string;
}

/**
 * One way only, as for logs: the function passes over what is known by its id or its span, and
 * counts what is new in the same transaction.
 */
export const insertAiJobs = async (
  client: Queryable,
  jobs: readonly NewAiJob[],
  hoursFrom: Date,
): Promise<void> => {
  await client.query('select ingest_record_ai_jobs($1, $2)', [
    `[${jobs.map(toJson).join(',')}]`,
    hoursFrom,
  ]);
};

/** Attributes are JSON text already. */
const toJson = ({ attributes, tokens, ...job }: NewAiJob): string => {
  const fields = JSON.stringify({
    created_at: new Date(job.createdAt).toISOString(),
    received_at: new Date(job.receivedAt).toISOString(),
    id: job.id,
    organization_id: job.organization?.id,
    user_id: job.user?.id,
    session_id: job.sessionId,
    trace_id: job.traceId,
    span_id: job.spanId,
    provider: job.provider,
    model: job.model,
    operation: job.operation,
    route: job.route,
    input_tokens: tokens.inputTokens,
    output_tokens: tokens.outputTokens,
    cached_read_tokens: tokens.cachedReadTokens,
    cached_write_tokens: tokens.cachedWriteTokens,
    reasoning_tokens: tokens.reasoningTokens,
    cost_usd: job.costUsd,
    cost_source: job.costSource,
    price_id: job.priceId,
    latency_ms: job.latencyMs,
    time_to_first_token_ms: job.timeToFirstTokenMs,
    status: job.status,
    error_type: job.errorType,
    accuracy: job.accuracy,
    prompt_version: job.promptVersion,
    latency_bucket: latencyBucket(job.latencyMs),
    first_token_bucket:
      job.timeToFirstTokenMs === null ? null : latencyBucket(job.timeToFirstTokenMs),
  });
  return `${fields.slice(0, -1)},"attributes":${attributes}}`;
};
