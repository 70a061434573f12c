import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answerTo, countTokens } from '../answer-to.ts';
import {
  sendJson,
  streamAnswer,
  waitFor,
  type Answered,
  type Exchange,
  type ServerSentEvent,
} from '../exchange.ts';
import type { PromptCache } from '../prompt-cache.ts';

const CacheControl = z
  .strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .nullish();
const TextBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  cache_control: CacheControl,
});
const Content = z.union([z.string().min(1), z.array(TextBlock).min(1)]);

/** What of the reference Tradewind or a test of its clients uses; more is refused, as there. */
export const MessagesRequest = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.number().int().min(1),
  messages: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: Content }))
    .min(1)
    .refine(([first]) => first?.role === 'user', 'first message must use the "user" role'),
  system: Content.optional(),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_k: z.number().int().optional(),
  top_p: z.number().optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
});
type MessagesRequest = z.infer<typeof MessagesRequest>;
type Content = z.infer<typeof Content>;

const textOf = (content: Content): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('\n');

/** What is to be kept: all up to the last block that is marked. */
const markedOf = (content: Content | undefined): string => {
  if (content === undefined || typeof content === 'string') return '';
  const last = content.findLastIndex(({ cache_control: mark }) => mark);
  return textOf(content.slice(0, last + 1));
};

/** Less is not kept. */
const leastCached = 1_024;

/** Counts what was cached beside the input. */
const inputUsageOf = ({ model, system, messages }: MessagesRequest, cache: PromptCache) => {
  const marked = markedOf(system);
  const markedTokens = marked === '' ? 0 : countTokens(marked);
  const cachedTokens = markedTokens >= leastCached ? markedTokens : 0;
  const isThere = cachedTokens > 0 && cache.meets(model, marked);
  const prompt = [system ?? '', ...messages.map(({ content }) => content)].map(textOf).join('\n');
  return {
    prompt,
    usage: {
      input_tokens: Math.max(1, countTokens(prompt) - cachedTokens),
      cache_creation_input_tokens: isThere ? 0 : cachedTokens,
      cache_read_input_tokens: isThere ? cachedTokens : 0,
      service_tier: 'standard',
    },
  };
};

const event = (type: string, fields: object = {}): ServerSentEvent => ({
  event: type,
  data: { type, ...fields },
});

/** `POST /v1/messages`. */
export const createMessage = async (
  exchange: Exchange,
  request: MessagesRequest,
  outcome: Answered,
  cache: PromptCache,
): Promise<void> => {
  const { model, stream } = request;
  const { prompt, usage } = inputUsageOf(request, cache);
  const answer = answerTo(model, prompt);
  const message = {
    id: `msg_${randomUUID()}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text: answer.words.join('') }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { ...usage, output_tokens: answer.outputTokens },
  };
  if (stream !== true) {
    await waitFor(exchange, outcome, answer.words.length);
    return sendJson(exchange, 200, message);
  }
  return streamAnswer(exchange, outcome, {
    before: [
      event('message_start', {
        message: {
          ...message,
          content: [],
          stop_reason: null,
          usage: { ...usage, output_tokens: 1 },
        },
      }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      event('ping'),
    ],
    words: answer.words.map((text) =>
      event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    ),
    after: [
      event('content_block_stop', { index: 0 }),
      event('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: answer.outputTokens },
      }),
      event('message_stop'),
    ],
  });
};
