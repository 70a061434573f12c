import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { LlmOutcome } from './plan.ts';

/** One request, and the way to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: unknown;
  /** Given when the client is gone. */
  readonly signal: AbortSignal;
}

const longestBody = 2 * 1024 * 1024;

/** Undefined for what is no JSON. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
};

export const sendJson = (
  { response }: Exchange,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

export type Answered = Extract<LlmOutcome, { is: 'answered' | 'cut' }>;

const paceOf = (outcome: Answered): { firstWordMs: number; wordMs: number } =>
  outcome.is === 'answered' ? outcome : { firstWordMs: 50, wordMs: 5 };

/** Until a whole answer of so many words is there. */
export const waitFor = async (
  { signal }: Exchange,
  outcome: Answered,
  words: number,
): Promise<void> => {
  const { firstWordMs, wordMs } = paceOf(outcome);
  await wait(firstWordMs + words * wordMs, undefined, { signal });
};

export interface ServerSentEvent {
  readonly event?: string;
  readonly data: unknown;
}

const textOf = ({ event, data }: ServerSentEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** The parts of a streamed answer: `words` come one after the other, each as its own event. */
export interface StreamedAnswer {
  readonly before: readonly ServerSentEvent[];
  readonly words: readonly ServerSentEvent[];
  readonly after: readonly ServerSentEvent[];
}

/** Writes the events at the pace of the plan; an answer that is cut ends without its end. */
export const streamAnswer = async (
  { response, signal }: Exchange,
  outcome: Answered,
  { before, words, after }: StreamedAnswer,
): Promise<void> => {
  const { firstWordMs, wordMs } = paceOf(outcome);
  const write = (event: ServerSentEvent): void => void response.write(textOf(event));
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  before.forEach(write);
  await wait(firstWordMs, undefined, { signal });
  const shown = outcome.is === 'cut' ? words.slice(0, words.length / 2) : words;
  for (const word of shown) {
    write(word);
    if (wordMs > 0) await wait(wordMs, undefined, { signal });
  }
  if (outcome.is === 'cut') return void response.destroy();
  after.forEach(write);
  response.end();
};
