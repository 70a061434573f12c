import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { llmKey } from '../../src/llm/start-llm.ts';
import { handbook } from '../../src/models/handbook.ts';
import { session, useLlmStage } from '../llm-stage.ts';

const stage = useLlmStage();

const bare = (): Anthropic =>
  new Anthropic({ baseURL: stage.url, apiKey: llmKey, maxRetries: 0, timeout: 2_000 });
const recorded = (): Anthropic => stage.taffrail.anthropic(bare(), { route: 'headhunt', session });

const question = {
  model: 'claude-haiku-4-5',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Say something.' }],
} satisfies Anthropic.MessageCreateParamsNonStreaming;

const job = {
  kind: 'ai_job',
  organizationId: 'acme',
  userId: 'ada',
  provider: 'anthropic',
  model: 'claude-haiku-4-5',
  operation: 'chat',
  route: 'headhunt',
  status: 'succeeded',
};

describe('messages', () => {
  it('tell their usage, and are what the bare client gives', async () => {
    const message = await recorded().messages.create(question);
    const other = await bare().messages.create(question);
    expect({ ...message, id: '' }).toEqual({ ...other, id: '' });
    expect(await stage.told()).toMatchObject([
      {
        ...job,
        inputTokens: message.usage.input_tokens,
        outputTokens: message.usage.output_tokens,
      },
    ]);
  });

  it('count what was written to a cache and read from it with the input', async () => {
    const kept = {
      ...question,
      model: 'claude-sonnet-4-5',
      system: [{ type: 'text', text: handbook, cache_control: { type: 'ephemeral' } }],
    } satisfies Anthropic.MessageCreateParamsNonStreaming;
    const first = await recorded().messages.create(kept);
    await recorded().messages.create(kept);
    const cached = first.usage.cache_creation_input_tokens ?? 0;
    expect(cached).toBeGreaterThan(1_000);
    const inputTokens = first.usage.input_tokens + cached;
    expect(await stage.told()).toMatchObject([
      { inputTokens, cachedWriteTokens: cached, cachedReadTokens: 0 },
      { inputTokens, cachedWriteTokens: 0, cachedReadTokens: cached },
    ]);
  });

  it('tell their usage at the end of a stream of events', async () => {
    const stream = await recorded().messages.create({ ...question, stream: true });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    expect([types[0], types.at(-1)]).toEqual(['message_start', 'message_stop']);
    const whole = await bare().messages.create(question);
    expect(await stage.told()).toMatchObject([
      {
        ...job,
        inputTokens: whole.usage.input_tokens,
        outputTokens: whole.usage.output_tokens,
        timeToFirstTokenMs: expect.any(Number),
      },
    ]);
  });

  it('are told by the helper for streams', async () => {
    const texts: string[] = [];
    const stream = recorded().messages.stream(question);
    stream.on('text', (text) => texts.push(text));
    const message = await stream.finalMessage();
    expect(await stream.finalText()).toBe(texts.join(''));
    expect(await stage.told()).toMatchObject([
      { ...job, outputTokens: message.usage.output_tokens },
    ]);
  });

  it('tell what is known when the reader leaves', async () => {
    const stream = await recorded().messages.create({ ...question, stream: true });
    for await (const { type } of stream) if (type === 'content_block_delta') break;
    expect(await stage.told()).toMatchObject([{ ...job, inputTokens: 4, outputTokens: 1 }]);
  });
});

describe('what fails', () => {
  it.each([
    [{ is: 'throttled', retryAfterSeconds: 1 }, Anthropic.RateLimitError, 429],
    [{ is: 'failed' }, Anthropic.InternalServerError, 500],
    [{ is: 'overloaded' }, Anthropic.InternalServerError, 529],
  ] as const)('keeps its class: %j', async (outcome, type, status) => {
    stage.outcomes.push(outcome);
    const call = recorded().messages.create(question);
    await expect(call).rejects.toThrow(type);
    await expect(call).rejects.toMatchObject({ status });
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    const errorType = (error as Error).constructor.name;
    expect(await stage.told()).toMatchObject([{ status: 'failed', errorType }]);
  });

  it('is told of the helper, with the error that it gives', async () => {
    stage.outcomes.push({ is: 'overloaded' });
    const stream = recorded().messages.stream(question);
    await expect(stream.finalMessage()).rejects.toThrow(Anthropic.InternalServerError);
    expect(await stage.told()).toMatchObject([{ status: 'failed', errorType: 'OverloadedError' }]);
  });

  it('is told in the middle of a stream', async () => {
    stage.outcomes.push({ is: 'cut' });
    const stream = await recorded().messages.create({ ...question, stream: true });
    const readAll = async (): Promise<void> => {
      for await (const _ of stream);
    };
    await expect(readAll()).rejects.toThrow();
    expect(await stage.told()).toMatchObject([{ status: 'failed', inputTokens: 4 }]);
  });
});
