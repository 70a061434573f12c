import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answerTo, countTokens, type Answer } from '../answer-to.ts';
import { streamAnswer, waitFor, sendJson, type Answered, type Exchange } from '../exchange.ts';
import type { PromptCache } from '../prompt-cache.ts';

const TextPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const Content = z.union([z.string(), z.array(TextPart).min(1)]);

/** What of the reference Tradewind or a test of its clients uses; more is refused, as there. */
export const ChatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: Content,
      }),
    )
    .min(1),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  response_format: z.strictObject({ type: z.enum(['text', 'json_object']) }).optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).nullish(),
  seed: z.number().int().nullish(),
  user: z.string().optional(),
  store: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

const textOf = (content: z.infer<typeof Content>): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('\n');

/** Beginnings are kept from 1,024 tokens on, in steps of 128. */
const leastCached = 1_024;
const step = 128;

/** How many tokens of the beginning were kept from a call before. */
export const cachedTokens = (cache: PromptCache, model: string, beginning: string): number => {
  const tokens = Math.floor(countTokens(beginning) / step) * step;
  return tokens >= leastCached && cache.meets(model, beginning) ? tokens : 0;
};

const snapshots: Readonly<Record<string, string>> = {
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-5.2-pro': 'gpt-5.2-pro-2025-12-11',
};

/** The dated name that answers stand under. */
export const snapshotOf = (model: string): string => {
  if (/-\d{4}-\d\d-\d\d$/.test(model)) return model;
  return snapshots[model] ?? `${model}-2025-08-07`;
};

const usageOf = (prompt: string, cached: number, answer: Answer) => ({
  prompt_tokens: countTokens(prompt),
  completion_tokens: answer.outputTokens,
  total_tokens: countTokens(prompt) + answer.outputTokens,
  prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: answer.reasoningTokens, audio_tokens: 0 },
});

/** `POST /v1/chat/completions`. */
export const completeChat = async (
  exchange: Exchange,
  request: ChatRequest,
  outcome: Answered,
  cache: PromptCache,
): Promise<void> => {
  const { model, messages, stream, stream_options: options } = request;
  const texts = messages.map(({ content }) => textOf(content));
  const prompt = texts.join('\n');
  const answer = answerTo(model, prompt);
  const usage = usageOf(prompt, cachedTokens(cache, model, texts[0] ?? ''), answer);
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1_000),
    model: snapshotOf(model),
    service_tier: 'default',
    system_fingerprint: null,
  };
  if (stream !== true) {
    await waitFor(exchange, outcome, answer.words.length);
    const message = { role: 'assistant', content: answer.words.join(''), refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
    return sendJson(exchange, 200, { object: 'chat.completion', ...head, choices, usage });
  }
  const chunk = (delta: object | undefined, finish_reason: 'stop' | null = null) => ({
    data: {
      object: 'chat.completion.chunk',
      ...head,
      choices: delta ? [{ index: 0, delta, logprobs: null, finish_reason }] : [],
      ...(options?.include_usage === true && { usage: delta ? null : usage }),
    },
  });
  return streamAnswer(exchange, outcome, {
    before: [chunk({ role: 'assistant', content: '', refusal: null })],
    words: answer.words.map((content) => chunk({ content })),
    after: [
      chunk({}, 'stop'),
      ...(options?.include_usage === true ? [chunk(undefined)] : []),
      { data: '[DONE]' },
    ],
  });
};
