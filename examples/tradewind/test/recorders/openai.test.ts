import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { llmKey } from '../../src/llm/start-llm.ts';
import { session, useLlmStage } from '../llm-stage.ts';

const stage = useLlmStage();

const bare = (): OpenAI =>
  new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: llmKey, maxRetries: 0, timeout: 2_000 });
const recorded = (): OpenAI => stage.taffrail.openai(bare(), { route: 'discovery', session });

const question = {
  model: 'gpt-5-mini',
  messages: [{ role: 'user', content: 'Rank these. Answer with a JSON array.\n1. a\n2. b\n' }],
} satisfies OpenAI.ChatCompletionCreateParamsNonStreaming;

const job = {
  kind: 'ai_job',
  organizationId: 'acme',
  userId: 'ada',
  provider: 'openai',
  model: 'gpt-5-mini-2025-08-07',
  operation: 'chat',
  route: 'discovery',
  status: 'succeeded',
};

const usageOf = (usage: OpenAI.CompletionUsage | null | undefined) => ({
  inputTokens: usage?.prompt_tokens,
  outputTokens: usage?.completion_tokens,
  reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens,
});

describe('chat completions', () => {
  it('tell their usage, and are what the bare client gives', async () => {
    const completion = await recorded().chat.completions.create(question);
    const other = await bare().chat.completions.create(question);
    expect({ ...completion, id: '', created: 0 }).toEqual({ ...other, id: '', created: 0 });
    const { usage } = completion;
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0);
    expect(await stage.told()).toMatchObject([{ ...job, ...usageOf(usage) }]);
  });

  it('keep all that the promise of the client can do', async () => {
    const {
      data,
      response,
      request_id: id,
    } = await recorded().chat.completions.create(question).withResponse();
    expect(response.status).toBe(200);
    expect(id).toBeNull();
    const raw = await recorded().chat.completions.create(question).asResponse();
    const body = (await raw.json()) as OpenAI.ChatCompletion;
    expect(body.choices[0]?.message).toEqual(data.choices[0]?.message);
    const [read, unread] = await stage.told();
    expect(read).toMatchObject(usageOf(data.usage));
    // Its body was the host's alone.
    expect(unread).toMatchObject({ status: 'succeeded', model: 'gpt-5-mini', inputTokens: 0 });
  });

  it('tell their usage at the end of a stream, if it was asked for', async () => {
    const stream = await recorded().chat.completions.create({
      ...question,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(await stage.told()).toMatchObject([
      { ...job, ...usageOf(chunks.at(-1)?.usage), timeToFirstTokenMs: expect.any(Number) },
    ]);
  });

  it('ask for nothing that the host does not', async () => {
    const stream = await recorded().chat.completions.create({ ...question, stream: true });
    for await (const chunk of stream) expect(chunk.choices).toHaveLength(1);
    expect(await stage.told()).toMatchObject([{ ...job, inputTokens: 0, outputTokens: 0 }]);
  });

  it('are told by the ways around a stream, too', async () => {
    const helper = recorded().chat.completions.stream({
      ...question,
      stream_options: { include_usage: true },
    });
    const { usage } = await helper.finalChatCompletion();
    const stream = await recorded().chat.completions.create({ ...question, stream: true });
    const [left, right] = stream.tee();
    for await (const _ of left);
    for await (const _ of right);
    expect(await stage.told()).toMatchObject([{ ...job, ...usageOf(usage) }, job]);
  });

  it('are told by what reads an answer into an object', async () => {
    const { usage } = await recorded().chat.completions.parse(question);
    expect(await stage.told()).toMatchObject([{ ...job, ...usageOf(usage) }]);
  });

  it('pass each part of a stream on as it comes', async () => {
    stage.outcomes.push({ is: 'answered', firstWordMs: 0, wordMs: 20 });
    const stream = await recorded().chat.completions.create({
      ...question,
      messages: [{ role: 'user', content: 'Say something.' }],
      stream: true,
    });
    let calm = 0;
    for await (const _ of stream) calm += (await stage.told()).length === 0 ? 1 : 0;
    expect(calm).toBeGreaterThan(10);
    expect(await stage.told()).toMatchObject([job]);
  });
});

describe('what fails', () => {
  it.each([
    [{ is: 'throttled', retryAfterSeconds: 1 }, OpenAI.RateLimitError, 429],
    [{ is: 'failed' }, OpenAI.InternalServerError, 500],
    [{ is: 'overloaded' }, OpenAI.InternalServerError, 503],
  ] as const)('keeps its class: %j', async (outcome, type, status) => {
    stage.outcomes.push(outcome);
    const call = recorded().chat.completions.create(question);
    await expect(call).rejects.toThrow(type);
    await expect(call).rejects.toMatchObject({ status });
    expect(await stage.told()).toMatchObject([{ status: 'failed', errorType: type.name }]);
  });

  it('is told when nothing comes, and when the server refuses', async () => {
    stage.outcomes.push({ is: 'silent' });
    const slow = recorded().chat.completions.create(question, { timeout: 50 });
    await expect(slow).rejects.toThrow(OpenAI.APIConnectionTimeoutError);
    const wrong = recorded().chat.completions.create({ ...question, messages: [] });
    await expect(wrong).rejects.toThrow(OpenAI.BadRequestError);
    expect((await stage.told()).map(({ errorType }) => errorType)).toEqual([
      'APIConnectionTimeoutError',
      'BadRequestError',
    ]);
  });

  it('is told in the middle of a stream', async () => {
    stage.outcomes.push({ is: 'cut' });
    const stream = await recorded().chat.completions.create({ ...question, stream: true });
    const readAll = async (): Promise<void> => {
      for await (const _ of stream);
    };
    await expect(readAll()).rejects.toThrow();
    expect(await stage.told()).toMatchObject([{ status: 'failed', route: 'discovery' }]);
  });

  it('counts once however often the client tries', async () => {
    stage.outcomes.push({ is: 'failed' });
    await recorded()
      .withOptions({})
      .models.list()
      .catch(() => undefined);
    const patient = stage.taffrail.openai(bare().withOptions({ maxRetries: 2 }), { session });
    const { usage } = await patient.chat.completions.create(question);
    expect(stage.calls).toHaveLength(2);
    expect(await stage.told()).toMatchObject([{ status: 'succeeded', ...usageOf(usage) }]);
  });
});

describe('the other calls of the client', () => {
  const ask = { model: 'gpt-5-mini', input: 'Say something.' } as const;

  it('responses, whole and streamed', async () => {
    const response = await recorded().responses.create(ask);
    const stream = await recorded().responses.create({ ...ask, stream: true });
    for await (const event of stream) expect(event.type).toMatch(/^response\./);
    const final = await recorded().responses.stream(ask).finalResponse();
    expect(final.output_text).toBe(response.output_text);
    const usage = {
      inputTokens: response.usage?.input_tokens,
      outputTokens: response.usage?.output_tokens,
      reasoningTokens: response.usage?.output_tokens_details.reasoning_tokens,
    };
    expect(await stage.told()).toMatchObject([
      { ...job, ...usage },
      { ...job, ...usage, timeToFirstTokenMs: expect.any(Number) },
      { ...job, ...usage, timeToFirstTokenMs: expect.any(Number) },
    ]);
  });

  it('embeddings', async () => {
    const model = 'text-embedding-3-small';
    const { data, usage } = await recorded().embeddings.create({ model, input: ['a', 'bcdefgh'] });
    expect(data[1]?.embedding).toHaveLength(64);
    expect(await stage.told()).toMatchObject([
      { ...job, operation: 'embeddings', model, inputTokens: usage.prompt_tokens, outputTokens: 0 },
    ]);
  });

  it('leave the client that was given as it is', async () => {
    const client = bare();
    stage.taffrail.openai(client, { session });
    await client.chat.completions.create(question);
    expect(await stage.told()).toEqual([]);
  });

  it('may be of another provider', async () => {
    const client = stage.taffrail.openai(bare(), { provider: 'mistral', session: () => session });
    await client.chat.completions.create(question);
    expect(await stage.told()).toMatchObject([{ provider: 'mistral', organizationId: 'acme' }]);
  });

  it.each([
    ['nothing', null],
    ['no client', {}],
    [
      'one that cannot be copied',
      {
        withOptions: () => {
          throw new Error('no');
        },
      },
    ],
  ])('are none of %s', (_, client) => {
    expect(stage.taffrail.openai(client as never, { session })).toBe(client);
  });
});
