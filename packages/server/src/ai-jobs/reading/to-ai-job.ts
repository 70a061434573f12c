import { AiJobStatus, CostSource, type ListedAiJob } from '@taffrail/contract';
import { toCustomerRef } from '../../customers/customers.ts';
import type { AiJobRow } from './ai-jobs.store.ts';

export const toListedAiJob = (row: AiJobRow): ListedAiJob => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  provider: row.provider,
  model: row.model,
  operation: row.operation,
  route: row.route === '' ? null : row.route,
  organization: toCustomerRef(
    row.organization_id,
    row.organization_external_id,
    row.organization_name,
  ),
  user: toCustomerRef(row.user_id, row.user_external_id, row.user_name),
  inputTokens: row.input_tokens,
  outputTokens: row.output_tokens,
  cachedReadTokens: row.cached_read_tokens,
  cachedWriteTokens: row.cached_write_tokens,
  reasoningTokens: row.reasoning_tokens,
  costUsd: row.cost_usd,
  costSource: CostSource.parse(row.cost_source),
  latencyMs: row.latency_ms,
  timeToFirstTokenMs: row.time_to_first_token_ms,
  status: AiJobStatus.parse(row.status),
  errorType: row.error_type,
  accuracy: row.accuracy,
  traceId: row.trace_id,
});
