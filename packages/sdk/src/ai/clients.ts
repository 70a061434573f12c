import type { Telling } from '../record/telling.ts';
import type { AiAbout, AiCall } from './ai-call.ts';
import { copyOf } from './fields.ts';
import { recordMethods, type CopyableClient, type RecordedMethod } from './record-methods.ts';

export interface ClientAbout extends AiAbout {
  /** `openai` or `anthropic` unless given: for what speaks their language at another address. */
  provider?: string | undefined;
}

/**
 * Gives a client whose calls are recorded, streams included, each when its answer is complete; the
 * client given stays as it is. Make it once, with a function for `session`, or for each request.
 * Recording adds microseconds, changes no answer and no error, and never asks for usage that you do
 * not ask for: a stream of chat completions tells it with `stream_options: { include_usage: true }`.
 */
export interface RecordClient {
  <Client extends CopyableClient>(client: Client, about?: ClientAbout): Client;
}

const ofOpenAi: readonly RecordedMethod[] = [
  { path: ['chat', 'completions'], operation: 'chat' },
  { path: ['responses'], operation: 'chat' },
  { path: ['completions'], operation: 'text_completion' },
  { path: ['embeddings'], operation: 'embeddings' },
];

const ofAnthropic: readonly RecordedMethod[] = [
  { path: ['messages'], operation: 'chat' },
  { path: ['beta', 'messages'], operation: 'chat' },
];

const createRecorder =
  (usual: string, methods: readonly RecordedMethod[], telling: Telling): RecordClient =>
  (client, about) => {
    const { provider = usual, ...known } = copyOf(about);
    const toCall = (operation: string, model: string): AiCall => ({
      ...known,
      provider,
      operation,
      model,
    });
    return recordMethods(client, methods, toCall, telling);
  };

export const createOpenAi = (telling: Telling): RecordClient =>
  createRecorder('openai', ofOpenAi, telling);

export const createAnthropic = (telling: Telling): RecordClient =>
  createRecorder('anthropic', ofAnthropic, telling);
