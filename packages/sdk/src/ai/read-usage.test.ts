import { describe, expect, it } from 'vitest';
import { readResult } from './read-result.ts';
import { readUsage } from './read-usage.ts';
import { countUsage } from './usage.ts';

const counted = (usage: unknown) => countUsage(readUsage(usage) ?? {});

const nothing = {
  inputTokens: 0,
  outputTokens: 0,
  cachedReadTokens: 0,
  cachedWriteTokens: 0,
  reasoningTokens: 0,
  costUsd: undefined,
};

describe('reading usage', () => {
  it.each([
    [
      'a chat completion',
      {
        prompt_tokens: 2006,
        completion_tokens: 300,
        total_tokens: 2306,
        prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 192 },
      },
      { inputTokens: 2006, outputTokens: 300, cachedReadTokens: 1920, reasoningTokens: 192 },
    ],
    ['an embedding', { prompt_tokens: 8, total_tokens: 8 }, { inputTokens: 8 }],
    [
      "a response of OpenAI's",
      {
        input_tokens: 328,
        input_tokens_details: { cached_tokens: 128 },
        output_tokens: 52,
        output_tokens_details: { reasoning_tokens: 32 },
      },
      { inputTokens: 328, outputTokens: 52, cachedReadTokens: 128, reasoningTokens: 32 },
    ],
    [
      "a message of Anthropic's, which counts what was cached beside",
      {
        input_tokens: 50,
        cache_creation_input_tokens: 248,
        cache_read_input_tokens: 1800,
        output_tokens: 503,
        output_tokens_details: null,
      },
      { inputTokens: 2098, outputTokens: 503, cachedReadTokens: 1800, cachedWriteTokens: 248 },
    ],
    [
      'a model of the Vercel AI SDK',
      {
        inputTokens: { total: 812, noCache: 300, cacheRead: 512, cacheWrite: undefined },
        outputTokens: { total: 143, text: 79, reasoning: 64 },
      },
      { inputTokens: 812, outputTokens: 143, cachedReadTokens: 512, reasoningTokens: 64 },
    ],
    [
      'generateText',
      {
        inputTokens: 812,
        outputTokens: 143,
        inputTokenDetails: { cacheReadTokens: 512 },
        outputTokenDetails: { reasoningTokens: 64 },
      },
      { inputTokens: 812, outputTokens: 143, cachedReadTokens: 512, reasoningTokens: 64 },
    ],
    [
      'generateText of version 5',
      { inputTokens: 812, outputTokens: 143, cachedInputTokens: 512, reasoningTokens: 64 },
      { inputTokens: 812, outputTokens: 143, cachedReadTokens: 512, reasoningTokens: 64 },
    ],
    ['embedMany', { tokens: 19 }, { inputTokens: 19 }],
    [
      'a gateway that tells the cost',
      { prompt_tokens: 1, cost: 0.25 },
      { inputTokens: 1, costUsd: 0.25 },
    ],
    ['null', null, {}],
    ['something else', { total: 4 }, {}],
  ])('knows that of %s', (_, usage, expected) => {
    expect(counted(usage)).toEqual({ ...nothing, ...expected });
  });

  it('never asks for what a streamed result would have to be read for', () => {
    const result = {
      textStream: {},
      get usage(): never {
        throw new Error('read');
      },
    };
    expect(readResult(result)).toEqual({ usage: undefined, model: undefined, failure: undefined });
  });

  it('hears a response that says that it failed', () => {
    const response = { object: 'response', status: 'failed', error: { code: 'server_error' } };
    expect(readResult(response).failure).toBe('server_error');
  });
});

describe('counting', () => {
  it.each([
    [{ inputTokens: -1, outputTokens: Number.NaN, reasoningTokens: '7' }, {}],
    [
      { inputTokens: 1.4, outputTokens: Infinity },
      { inputTokens: 1, outputTokens: 1_000_000_000 },
    ],
    [
      { cachedReadTokens: 5, cachedWriteTokens: 2 },
      { inputTokens: 7, cachedReadTokens: 5, cachedWriteTokens: 2 },
    ],
    [{ reasoningTokens: 5 }, { outputTokens: 5, reasoningTokens: 5 }],
    [{ costUsd: '0.00012345' }, { costUsd: '0.00012345' }],
    [{ costUsd: 'free' }, {}],
    [{ costUsd: -1 }, {}],
  ])('makes what the console takes of %j', (usage, expected) => {
    expect(countUsage(usage as never)).toEqual({ ...nothing, ...expected });
  });
});
