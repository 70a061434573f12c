import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answerTo, countTokens } from '../answer-to.ts';
import { sendJson, streamAnswer, waitFor, type Answered, type Exchange } from '../exchange.ts';
import type { PromptCache } from '../prompt-cache.ts';
import { cachedTokens, snapshotOf } from './chat-completions.ts';

const InputText = z.strictObject({
  type: z.enum(['input_text', 'output_text']),
  text: z.string(),
});
const InputMessage = z.strictObject({
  type: z.literal('message').optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(InputText).min(1)]),
});

/** What of the reference Tradewind or a test of its clients uses; more is refused, as there. */
export const ResponsesRequest = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(InputMessage).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(16).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  reasoning: z
    .strictObject({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional() })
    .nullish(),
  include: z.array(z.string()).nullish(),
  store: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  user: z.string().optional(),
});
type ResponsesRequest = z.infer<typeof ResponsesRequest>;

const textsOf = ({ instructions, input }: ResponsesRequest): string[] => [
  ...(typeof instructions === 'string' ? [instructions] : []),
  ...(typeof input === 'string'
    ? [input]
    : input.map(({ content }) =>
        typeof content === 'string' ? content : content.map(({ text }) => text).join('\n'),
      )),
];

/** `POST /v1/responses`. */
export const respond = async (
  exchange: Exchange,
  request: ResponsesRequest,
  outcome: Answered,
  cache: PromptCache,
): Promise<void> => {
  const { model, stream } = request;
  const texts = textsOf(request);
  const prompt = texts.join('\n');
  const answer = answerTo(model, prompt);
  const text = answer.words.join('');
  const itemId = `msg_${randomUUID()}`;
  const base = {
    id: `resp_${randomUUID()}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1_000),
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    model: snapshotOf(model),
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    metadata: {},
  };
  const part = { type: 'output_text', text, annotations: [], logprobs: [] };
  const item = {
    id: itemId,
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [part],
  };
  const usage = {
    input_tokens: countTokens(prompt),
    input_tokens_details: { cached_tokens: cachedTokens(cache, model, texts[0] ?? '') },
    output_tokens: answer.outputTokens,
    output_tokens_details: { reasoning_tokens: answer.reasoningTokens },
    total_tokens: countTokens(prompt) + answer.outputTokens,
  };
  const whole = { ...base, status: 'completed', output: [item], usage };
  if (stream !== true) {
    await waitFor(exchange, outcome, answer.words.length);
    return sendJson(exchange, 200, whole);
  }
  let number = 0;
  const event = (type: string, fields: object) => ({
    event: type,
    data: { type, sequence_number: number++, ...fields },
  });
  const begun = { ...base, status: 'in_progress', output: [], usage: null };
  const at = { item_id: itemId, output_index: 0, content_index: 0 };
  return streamAnswer(exchange, outcome, {
    before: [
      event('response.created', { response: begun }),
      event('response.in_progress', { response: begun }),
      event('response.output_item.added', {
        output_index: 0,
        item: { ...item, status: 'in_progress', content: [] },
      }),
      event('response.content_part.added', { ...at, part: { ...part, text: '' } }),
    ],
    words: answer.words.map((delta) =>
      event('response.output_text.delta', { ...at, delta, logprobs: [] }),
    ),
    after: [
      event('response.output_text.done', { ...at, text, logprobs: [] }),
      event('response.content_part.done', { ...at, part }),
      event('response.output_item.done', { output_index: 0, item }),
      event('response.completed', { response: whole }),
    ],
  });
};
