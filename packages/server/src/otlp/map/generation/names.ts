/**
 * Three generations of names say the same of a call of a model, and two libraries have their own:
 * OpenTelemetry's of now (`gen_ai.provider.name`, `input_tokens`), of 2024 (`gen_ai.system`,
 * `prompt_tokens`) and, before those, Traceloop's `llm.*`; OpenInference's `llm.*`; the Vercel AI
 * SDK's `ai.*`. The first name that is there counts.
 */
export const names = {
  operation: ['gen_ai.operation.name'],
  openInferenceKind: ['openinference.span.kind'],
  vercelOperation: ['ai.operationId'],
  requestType: ['llm.request.type'],
  provider: [
    'gen_ai.provider.name',
    'gen_ai.system',
    'ai.model.provider',
    'llm.provider',
    'llm.system',
    'llm.vendor',
  ],
  model: [
    'gen_ai.response.model',
    'ai.response.model',
    'llm.response.model_name',
    'llm.response.model',
    'gen_ai.request.model',
    'llm.model_name',
    'llm.request.model_name',
    'llm.request.model',
    'embedding.model_name',
    'ai.model.id',
  ],
  route: [
    'taffrail.route',
    'ai.telemetry.functionId',
    'traceloop.workflow.name',
    'gen_ai.agent.name',
    'http.route',
  ],
  promptVersion: [
    'taffrail.prompt_version',
    'gen_ai.prompt.version',
    'ai.telemetry.metadata.promptVersion',
  ],
  accuracy: ['taffrail.accuracy'],
  errorType: ['error.type'],
  exceptionType: ['exception.type'],
  cost: [
    'taffrail.cost_usd',
    'gen_ai.usage.cost',
    'gen_ai.usage.total_cost',
    'llm.cost.total',
    'operation.cost',
  ],
  firstTokenSeconds: [
    'gen_ai.response.time_to_first_chunk',
    'gen_ai.response.time_to_first_token',
    'gen_ai.server.time_to_first_token',
  ],
  firstTokenMs: ['ai.response.msToFirstChunk'],
  input: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.usage.prompt_tokens',
    'llm.token_count.prompt',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.tokens',
  ],
  output: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.usage.completion_tokens',
    'llm.token_count.completion',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
  ],
  total: [
    'gen_ai.usage.total_tokens',
    'llm.usage.total_tokens',
    'llm.token_count.total',
    'ai.usage.totalTokens',
  ],
  cachedRead: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.input_tokens.cached',
    'gen_ai.usage.details.cache_read_tokens',
    'llm.usage.cache_read_input_tokens',
    'llm.token_count.prompt_details.cache_read',
    'ai.usage.inputTokenDetails.cacheReadTokens',
    'ai.usage.cachedInputTokens',
  ],
  cachedWrite: [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_write_input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.input_tokens.cache_write',
    'gen_ai.usage.details.cache_write_tokens',
    'llm.usage.cache_creation_input_tokens',
    'llm.token_count.prompt_details.cache_write',
    'ai.usage.inputTokenDetails.cacheWriteTokens',
  ],
  reasoning: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'gen_ai.usage.output_tokens.reasoning',
    'gen_ai.usage.details.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
    'ai.usage.outputTokenDetails.reasoningTokens',
    'ai.usage.reasoningTokens',
  ],
  /** Input that was neither read from nor written to a cache: the Vercel AI SDK from 6 on. */
  uncached: ['ai.usage.inputTokenDetails.noCacheTokens'],
  vercelMetadata: ['ai.response.providerMetadata'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What is said in a job's own fields. */
export const consumed: ReadonlySet<string> = new Set(Object.values(names).flat());
