import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import {
  embedMany,
  generateText,
  streamText,
  wrapEmbeddingModel,
  wrapLanguageModel,
  APICallError,
  RetryError,
  type LanguageModel,
} from 'ai';
import { describe, expect, it } from 'vitest';
import { llmKey } from '../../src/llm/start-llm.ts';
import { session, useLlmStage } from '../llm-stage.ts';

const stage = useLlmStage();

const about = { route: 'discovery', session };
const job = { kind: 'ai_job', organizationId: 'acme', route: 'discovery', status: 'succeeded' };

const models = {
  'OpenAI responses': () =>
    createOpenAI({ baseURL: `${stage.url}/v1`, apiKey: llmKey })('gpt-5-mini'),
  'OpenAI chat': () =>
    createOpenAI({ baseURL: `${stage.url}/v1`, apiKey: llmKey }).chat('gpt-5-mini'),
  Anthropic: () =>
    createAnthropic({ baseURL: `${stage.url}/v1`, apiKey: llmKey })('claude-haiku-4-5'),
};

const recorded = (name: keyof typeof models) =>
  wrapLanguageModel({ model: models[name](), middleware: stage.taffrail.aiSdk(about) });

/** What whoever reads a stream sees, but for ids and times. */
const read = async (model: LanguageModel, abortSignal?: AbortSignal) => {
  const seen: unknown[] = [];
  const { fullStream } = streamText({
    model,
    prompt: 'Say something.',
    maxRetries: 0,
    onError: () => undefined,
    ...(abortSignal && { abortSignal }),
  });
  try {
    for await (const part of fullStream)
      seen.push(part.type === 'error' ? String(part.error) : part.type);
  } catch (error) {
    seen.push(`threw ${String(error)}`);
  }
  return seen;
};

const expectedOf = (usage: {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  outputTokenDetails: { reasoningTokens: number | undefined };
}) => ({
  inputTokens: usage.inputTokens,
  outputTokens: usage.outputTokens,
  reasoningTokens: usage.outputTokenDetails.reasoningTokens ?? 0,
});

describe.each([
  ['OpenAI responses', 'openai', 'gpt-5-mini-2025-08-07'],
  ['OpenAI chat', 'openai', 'gpt-5-mini-2025-08-07'],
  ['Anthropic', 'anthropic', 'claude-haiku-4-5'],
] as const)('a model of %s', (name, provider, model) => {
  it('tells the usage of a text', async () => {
    const { usage, text } = await generateText({ model: recorded(name), prompt: 'Say something.' });
    expect(text).not.toBe('');
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(await stage.told()).toMatchObject([{ ...job, provider, model, ...expectedOf(usage) }]);
  });

  it('tells it at the end of a stream', async () => {
    const { textStream, usage } = streamText({ model: recorded(name), prompt: 'Say something.' });
    let words = 0;
    for await (const _ of textStream) words += 1;
    expect(words).toBeGreaterThan(10);
    expect(await stage.told()).toMatchObject([
      {
        ...job,
        provider,
        model,
        ...expectedOf(await usage),
        timeToFirstTokenMs: expect.any(Number),
      },
    ]);
  });

  it('hands on the parts of a stream, and what breaks it off', async () => {
    expect(await read(recorded(name))).toEqual(await read(models[name]()));
    stage.outcomes.push({ is: 'cut' }, { is: 'cut' });
    const broken = await read(recorded(name));
    expect(broken).toEqual(await read(models[name]()));
    expect(await stage.told()).toMatchObject([
      { status: 'succeeded' },
      { status: 'failed', errorType: expect.any(String), timeToFirstTokenMs: expect.any(Number) },
    ]);
  });

  it('tells a stream whose reader goes away once', async () => {
    stage.outcomes.push({ is: 'answered', firstWordMs: 0, wordMs: 20 });
    const leaving = new AbortController();
    const stream = streamText({
      model: recorded(name),
      prompt: 'Say something.',
      abortSignal: leaving.signal,
    }).fullStream;
    for await (const { type } of stream) if (type === 'text-delta') leaving.abort();
    await expect.poll(() => stage.told()).toHaveLength(1);
  });

  it('tells each attempt, with the class of what it failed of', async () => {
    stage.outcomes.push({ is: 'failed' });
    const { usage } = await generateText({
      model: recorded(name),
      prompt: 'Say something.',
      maxRetries: 1,
    });
    expect(await stage.told()).toMatchObject([
      { status: 'failed', errorType: 'AI_APICallError', inputTokens: 0 },
      { ...job, ...expectedOf(usage) },
    ]);
  });

  it('hands on the error', async () => {
    stage.outcomes.push({ is: 'overloaded' }, { is: 'overloaded' });
    const prompt = 'Say something.';
    const once = generateText({ model: recorded(name), prompt, maxRetries: 0 });
    await expect(once).rejects.toThrow(APICallError);
    const twice = generateText({ model: recorded(name), prompt, maxRetries: 1 });
    stage.outcomes.push({ is: 'overloaded' });
    await expect(twice).rejects.toThrow(RetryError);
    expect(await stage.told()).toHaveLength(3);
  });
});

describe('an embedding model', () => {
  it('tells what it embedded', async () => {
    const openai = createOpenAI({ baseURL: `${stage.url}/v1`, apiKey: llmKey, name: 'tradewind' });
    const model = wrapEmbeddingModel({
      model: openai.embeddingModel('bge-m3'),
      middleware: stage.taffrail.aiSdk(about),
    });
    const { embeddings, usage } = await embedMany({ model, values: ['a', 'bcdefgh'] });
    expect(embeddings).toHaveLength(2);
    expect(await stage.told()).toMatchObject([
      {
        ...job,
        provider: 'tradewind',
        model: 'bge-m3',
        operation: 'embeddings',
        inputTokens: usage.tokens,
      },
    ]);
  });
});
