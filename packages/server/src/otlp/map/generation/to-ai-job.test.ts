import { describe, expect, it } from 'vitest';
import type { Attributes, AttributeValue, OtlpSpan } from '../../decode/otlp-data.ts';
import { toAiJob } from './to-ai-job.ts';

const nobody = { organizationId: undefined, userId: undefined, sessionId: undefined };

const toSpan = (given: Readonly<Record<string, AttributeValue>>, more: object = {}): OtlpSpan => {
  const attributes: Attributes = new Map(Object.entries(given));
  return {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    parentSpanId: '',
    name: 'chat',
    kind: 3,
    startNs: 1n,
    endNs: 2n,
    attributes,
    events: [],
    links: [],
    statusCode: 0,
    statusMessage: '',
    dropped: 0,
    ...more,
  };
};

const times = { startedAtUs: 1_795_255_140_000_000, durationUs: 1_234_567 };

const read = (given: Readonly<Record<string, AttributeValue>>, more?: object) =>
  toAiJob(toSpan(given, more), { resource: new Map(), scope: '' }, times, nobody);

const tokens = (input: number, output: number, read = 0, write = 0, reasoning = 0) => ({
  inputTokens: input,
  outputTokens: output,
  cachedReadTokens: read,
  cachedWriteTokens: write,
  reasoningTokens: reasoning,
});

const openai = { 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-4.1' };
const anthropic = { 'gen_ai.system': 'anthropic', 'gen_ai.request.model': 'claude' };

describe('tokens', () => {
  it.each([
    [
      'OpenTelemetry now',
      {
        ...openai,
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.cache_read.input_tokens': 60,
        'gen_ai.usage.cache_creation.input_tokens': 30,
        'gen_ai.usage.reasoning.output_tokens': 5,
      },
      tokens(100, 20, 60, 30, 5),
    ],
    [
      'cache_write in place of cache_creation',
      {
        ...openai,
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.cache_write.input_tokens': 30,
      },
      tokens(100, 20, 0, 30),
    ],
    [
      'OpenTelemetry of 2024',
      {
        ...anthropic,
        'gen_ai.usage.prompt_tokens': 100,
        'gen_ai.usage.completion_tokens': 20,
        'gen_ai.usage.cache_read_input_tokens': 60,
        'gen_ai.usage.cache_creation_input_tokens': 30,
      },
      tokens(100, 20, 60, 30),
    ],
    [
      'Traceloop before that',
      {
        'llm.vendor': 'OpenAI',
        'llm.request.model': 'gpt-4',
        'llm.request.type': 'chat',
        'llm.usage.prompt_tokens': 100,
        'llm.usage.completion_tokens': 20,
      },
      tokens(100, 20),
    ],
    [
      'OpenInference',
      {
        'openinference.span.kind': 'LLM',
        'llm.system': 'anthropic',
        'llm.model_name': 'claude',
        'llm.token_count.prompt': 100,
        'llm.token_count.completion': 20,
        'llm.token_count.prompt_details.cache_read': 60,
        'llm.token_count.prompt_details.cache_write': 30,
        'llm.token_count.completion_details.reasoning': 5,
      },
      tokens(100, 20, 60, 30, 5),
    ],
    [
      'the Vercel AI SDK 6',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'anthropic.messages',
        'ai.model.id': 'claude',
        'ai.usage.inputTokens': 100,
        'ai.usage.inputTokenDetails.noCacheTokens': 10,
        'ai.usage.inputTokenDetails.cacheReadTokens': 60,
        'ai.usage.inputTokenDetails.cacheWriteTokens': 30,
        'ai.usage.outputTokens': 20,
      },
      tokens(100, 20, 60, 30),
    ],
    [
      'the Vercel AI SDK 5, which counts what Anthropic cached beside the input',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'anthropic.messages',
        'ai.model.id': 'claude',
        'ai.usage.inputTokens': 10,
        'ai.usage.cachedInputTokens': 60,
        'ai.usage.outputTokens': 20,
        'ai.usage.totalTokens': 30,
        'ai.response.providerMetadata': '{"anthropic":{"cacheCreationInputTokens":30}}',
      },
      tokens(100, 20, 60, 30),
    ],
    [
      'the Vercel AI SDK 5 with a provider that counts it within',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'openai.responses',
        'ai.model.id': 'gpt-4.1',
        'ai.usage.inputTokens': 100,
        'ai.usage.cachedInputTokens': 60,
        'ai.usage.outputTokens': 20,
      },
      tokens(100, 20, 60),
    ],
    [
      'the Vercel AI SDK 4',
      {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'openai.chat',
        'ai.model.id': 'gpt-4',
        'ai.usage.promptTokens': 100,
        'ai.usage.completionTokens': 20,
      },
      tokens(100, 20),
    ],
    [
      'cached tokens that cannot be in the input',
      {
        ...anthropic,
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.cache_read_input_tokens': 90,
      },
      tokens(100, 20, 90),
    ],
    [
      'a total that says that cached tokens are beside the input',
      {
        ...anthropic,
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.cache_read_input_tokens': 60,
        'gen_ai.usage.total_tokens': 180,
      },
      tokens(160, 20, 60),
    ],
    [
      'a total that says that reasoning is beside the output',
      {
        'gen_ai.system': 'gcp.gemini',
        'gen_ai.request.model': 'gemini',
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.reasoning_tokens': 15,
        'gen_ai.usage.total_tokens': 135,
      },
      tokens(100, 35, 0, 0, 15),
    ],
    [
      'a total in place of the input',
      { ...openai, 'gen_ai.usage.total_tokens': 120, 'gen_ai.usage.output_tokens': 20 },
      tokens(100, 20),
    ],
    ['text', { ...openai, 'gen_ai.usage.input_tokens': '100' }, tokens(100, 0)],
    ['no numbers', { ...openai, 'gen_ai.usage.input_tokens': 'many' }, tokens(0, 0)],
    ['numbers below 0', { ...openai, 'gen_ai.usage.input_tokens': -1 }, tokens(0, 0)],
    ['more than there are', { ...openai, 'gen_ai.usage.input_tokens': 1e12 }, tokens(0, 0)],
  ])('are read of %s', (_, given, expected) => {
    expect(read(given)).toMatchObject(expected);
  });
});

describe('what was called', () => {
  it.each([
    [openai, { provider: 'openai', model: 'gpt-4.1', operation: 'chat' }],
    [{ ...openai, 'gen_ai.response.model': 'gpt-4.1-2025' }, { model: 'gpt-4.1-2025' }],
    [{ ...openai, 'gen_ai.operation.name': 'embeddings' }, { operation: 'embeddings' }],
    [
      { 'gen_ai.system': 'Anthropic', 'llm.request.type': 'completion', 'llm.request.model': 'c' },
      { provider: 'anthropic', model: 'c', operation: 'text_completion' },
    ],
    [
      {
        'ai.operationId': 'ai.embed.doEmbed',
        'ai.model.provider': 'openai.embedding',
        'ai.model.id': 'e',
      },
      { provider: 'openai', operation: 'embeddings' },
    ],
    [
      {
        'ai.operationId': 'ai.generateText',
        'ai.model.provider': 'google.vertex.chat',
        'ai.model.id': 'g',
      },
      { provider: 'google.vertex' },
    ],
    [
      { 'openinference.span.kind': 'EMBEDDING', 'embedding.model_name': 'e' },
      { provider: 'unknown', model: 'e', operation: 'embeddings' },
    ],
    [
      {
        'openinference.span.kind': 'LLM',
        'llm.provider': 'azure',
        'llm.system': 'openai',
        'llm.model_name': 'g',
      },
      { provider: 'azure' },
    ],
    [
      { ...openai, 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 5 },
      { operation: 'invoke_agent', inputTokens: 5 },
    ],
  ])('is read of %j', (given, expected) => {
    expect(read(given)).toMatchObject(expected);
  });

  it.each([
    {},
    { 'gen_ai.request.model': 'no other sign' },
    { 'gen_ai.system': 'openai' },
    { ...openai, 'gen_ai.operation.name': 'execute_tool' },
    { ...openai, 'gen_ai.operation.name': 'create_agent' },
    { ...openai, 'gen_ai.operation.name': 'invoke_agent' },
    { 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': 'search' },
    { 'openinference.span.kind': 'CHAIN', 'llm.model_name': 'g', 'llm.token_count.prompt': 5 },
  ])('is nothing in %j', (given) => {
    expect(read(given)).toBeUndefined();
  });
});

describe('a job', () => {
  it('succeeded, or failed with what was thrown', () => {
    const exception = {
      name: 'exception',
      atNs: 1n,
      attributes: new Map([['exception.type', 'APIError']]),
    };
    expect(read(openai)).toMatchObject({ status: 'succeeded' });
    expect(read(openai, { statusCode: 2 })).toMatchObject({ status: 'failed' });
    expect(read({ ...openai, 'error.type': 'rate_limit' })).toMatchObject({
      status: 'failed',
      errorType: 'rate_limit',
    });
    expect(read(openai, { statusCode: 2, events: [exception] })).toMatchObject({
      status: 'failed',
      errorType: 'APIError',
    });
  });

  it('has a cost where somebody knows one, and nothing is not known', () => {
    expect(read({ ...openai, 'gen_ai.usage.cost': 0.0123 })).toMatchObject({ costUsd: 0.0123 });
    expect(read({ ...openai, 'llm.cost.total': 0 })?.['costUsd']).toBeUndefined();
    expect(read({ ...openai, 'gen_ai.usage.cost': -1 })?.['costUsd']).toBeUndefined();
  });

  it('has a first token that came before its end', () => {
    const first = (given: object) => read({ ...openai, ...given })?.['timeToFirstTokenMs'];
    expect(first({ 'gen_ai.response.time_to_first_chunk': 0.5 })).toBe(500);
    expect(first({ 'ai.response.msToFirstChunk': 30.5 })).toBe(30.5);
    expect(first({ 'ai.response.msToFirstChunk': 9_999 })).toBeUndefined();
  });

  it('keeps what is not known, and leaves what was said', () => {
    const attributes = read({
      ...openai,
      'my.own': { nested: [1, 'a'] },
      'gen_ai.prompt.0.content': 'secret of a customer',
      'llm.input_messages.0.message.content': 'secret of a customer',
      'ai.prompt.messages': 'secret of a customer',
      'output.value': 'secret of a customer',
      long: 'x'.repeat(10_000),
    })?.['attributes'];
    expect(attributes).toEqual({ 'my.own': { nested: [1, 'a'] } });
  });

  it('names its route, prompt and score', () => {
    const given = {
      ...openai,
      'ai.telemetry.functionId': 'discover',
      'gen_ai.prompt.version': 7,
      'taffrail.accuracy': 0.75,
    };
    expect(read(given)).toMatchObject({ route: 'discover', promptVersion: '7', accuracy: 0.75 });
    expect(read({ ...given, 'taffrail.accuracy': 75 })?.['accuracy']).toBeUndefined();
  });
});
