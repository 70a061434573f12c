import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import { sendAnthropicError, sendAnthropicFailure } from './anthropic/anthropic-errors.ts';
import { createMessage, MessagesRequest } from './anthropic/messages.ts';
import { readJson, type Answered, type Exchange } from './exchange.ts';
import { ChatRequest, completeChat } from './openai/chat-completions.ts';
import { EmbeddingsRequest, embedAll } from './openai/embeddings.ts';
import { sendOpenAiError, sendOpenAiFailure } from './openai/openai-errors.ts';
import { respond, ResponsesRequest } from './openai/responses.ts';
import type { LlmCall, LlmPlan } from './plan.ts';
import { createPromptCache, type PromptCache } from './prompt-cache.ts';

/** Both providers at one address; it asks for this key. */
export const llmKey = 'sk-tradewind';

export interface RunningLlm {
  /** For the OpenAI client add `/v1`, for the Anthropic client nothing. */
  readonly url: string;
  stop(): Promise<void>;
}

interface Endpoint<Request> {
  readonly provider: LlmCall['provider'];
  readonly operation: LlmCall['operation'];
  readonly schema: z.ZodType<Request & { model: string }>;
  readonly answer: (
    exchange: Exchange,
    request: Request & { model: string },
    outcome: Answered,
    cache: PromptCache,
  ) => Promise<void>;
}

/** Keeps the types of schema and answer together, and forgets them. */
const endpoint = <Request>(given: Endpoint<Request>) => ({
  ...given,
  prepare: (body: unknown) => {
    const { success, data, error } = given.schema.safeParse(body);
    if (!success) return { issue: error.issues[0] };
    return {
      model: data.model,
      run: (exchange: Exchange, outcome: Answered, cache: PromptCache) =>
        given.answer(exchange, data, outcome, cache),
    };
  },
});

const endpoints = {
  'POST /v1/chat/completions': endpoint({
    provider: 'openai',
    operation: 'chat',
    schema: ChatRequest,
    answer: completeChat,
  }),
  'POST /v1/responses': endpoint({
    provider: 'openai',
    operation: 'chat',
    schema: ResponsesRequest,
    answer: respond,
  }),
  'POST /v1/embeddings': endpoint({
    provider: 'openai',
    operation: 'embeddings',
    schema: EmbeddingsRequest,
    answer: embedAll,
  }),
  'POST /v1/messages': endpoint({
    provider: 'anthropic',
    operation: 'chat',
    schema: MessagesRequest,
    answer: createMessage,
  }),
} as const;

/** Anthropic's client of today sends a bearer token, that of yesterday a header of its own. */
const hasKey = ({ headers }: IncomingMessage, provider: LlmCall['provider']): boolean =>
  headers.authorization === `Bearer ${llmKey}` ||
  (provider === 'anthropic' && headers['x-api-key'] === llmKey);

const refuse = (
  exchange: Exchange,
  provider: LlmCall['provider'],
  status: 400 | 401,
  message: string,
): void => {
  if (provider === 'anthropic') {
    const type = status === 401 ? 'authentication_error' : 'invalid_request_error';
    return sendAnthropicError(exchange, status, type, message);
  }
  return sendOpenAiError(exchange, status, {
    message,
    type: 'invalid_request_error',
    code: status === 401 ? 'invalid_api_key' : null,
  });
};

/**
 * A server that speaks as OpenAI and Anthropic do, of models that know nothing: loopback only. It is
 * strict about what it is sent, and answers, streams, throttles and fails as the plan has it.
 */
export const startLlm = async (plan: LlmPlan, port = 0): Promise<RunningLlm> => {
  const cache = createPromptCache();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const leaving = new AbortController();
    response.on('close', () => leaving.abort());
    const body = await readJson(request);
    const exchange: Exchange = { request, response, body, signal: leaving.signal };
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    const found = Object.hasOwn(endpoints, route)
      ? endpoints[route as keyof typeof endpoints]
      : undefined;
    if (!found)
      return sendOpenAiError(exchange, 404, {
        message: `Invalid URL (${route})`,
        type: 'invalid_request_error',
      });
    const { provider, operation } = found;
    if (!hasKey(request, provider)) return refuse(exchange, provider, 401, 'invalid x-api-key');
    if (provider === 'anthropic' && request.headers['anthropic-version'] === undefined)
      return refuse(exchange, provider, 400, 'anthropic-version: header is required');
    const prepared = found.prepare(body);
    if (!prepared.run) {
      const { issue } = prepared;
      const message = `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not JSON'}`;
      return refuse(exchange, provider, 400, message);
    }
    const outcome = plan({ provider, operation, model: prepared.model });
    if (outcome.is === 'silent') return undefined;
    if (outcome.is === 'answered' || outcome.is === 'cut')
      return prepared.run(exchange, outcome, cache);
    return provider === 'openai'
      ? sendOpenAiFailure(exchange, outcome)
      : sendAnthropicFailure(exchange, outcome);
  };

  const server = createServer((request, response) => {
    // A client that is gone: nobody is left to be told.
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: listensAt } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listensAt}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
