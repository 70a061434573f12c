/** Answers of both providers that are there at once, so that nothing but the clients takes time. */

const words = Array.from({ length: 50 }, (_, index) => `word${index} `);

const openAiUsage = {
  prompt_tokens: 812,
  completion_tokens: 143,
  total_tokens: 955,
  prompt_tokens_details: { cached_tokens: 512 },
  completion_tokens_details: { reasoning_tokens: 64 },
};
const openAiHead = { id: 'chatcmpl-1', created: 1_795_244_135, model: 'gpt-4.1-2025-04-14' };

const completion = {
  ...openAiHead,
  object: 'chat.completion',
  choices: [
    { index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' },
  ],
  usage: openAiUsage,
};

const chunk = (delta: object, finish_reason: string | null = null): object => ({
  ...openAiHead,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
});

const anthropicUsage = {
  input_tokens: 300,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 512,
  output_tokens: 143,
};

const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-4-5',
  content: [{ type: 'text', text: words.join('') }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: anthropicUsage,
};

const event = (type: string, fields: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;

const openAiStream = [
  ...words.map((content) => data(chunk({ content }))),
  data(chunk({}, 'stop')),
  data({ ...openAiHead, object: 'chat.completion.chunk', choices: [], usage: openAiUsage }),
  'data: [DONE]\n\n',
].join('');

const anthropicStream = [
  event('message_start', { message: { ...message, content: [], stop_reason: null } }),
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  ...words.map((text) =>
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  ),
  event('content_block_stop', { index: 0 }),
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 143 } }),
  event('message_stop'),
].join('');

const bodies = {
  openAi: [JSON.stringify(completion), openAiStream],
  anthropic: [JSON.stringify(message), anthropicStream],
} as const;

/** A `fetch` that knows one answer, whole or streamed as it is asked for. */
export const cannedFetch =
  (provider: keyof typeof bodies): typeof fetch =>
  async (_, init) => {
    const isStreamed = typeof init?.body === 'string' && init.body.includes('"stream":true');
    const type = isStreamed ? 'text/event-stream' : 'application/json';
    return new Response(bodies[provider][isStreamed ? 1 : 0], {
      headers: { 'content-type': type },
    });
  };
