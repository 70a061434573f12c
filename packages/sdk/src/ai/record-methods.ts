import type { Telling } from '../record/telling.ts';
import type { AiCall } from './ai-call.ts';
import { startJob } from './ai-job.ts';
import { fieldsOf, isFields, textOf } from './fields.ts';
import { watchResult } from './watch-result.ts';

/** What of a client makes calls of models: where it is, and what the provider calls it. */
export interface RecordedMethod {
  /** From the client to the object that has `create`: `['chat', 'completions']`. */
  readonly path: readonly string[];
  readonly operation: string;
}

/** A client that gives a copy of itself. Both the OpenAI and the Anthropic client are. */
export interface CopyableClient {
  withOptions(options: object): unknown;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

function resourceAt(client: unknown, path: readonly string[]): Record<string, unknown> | undefined {
  const resource = path.reduce<unknown>((parent, name) => fieldsOf(parent)[name], client);
  return isFields(resource) ? resource : undefined;
}

/** Undefined of what is no such client, or cannot be copied. */
function copyOf<Client extends CopyableClient>(client: Client): Client | undefined {
  try {
    return client.withOptions({}) as Client;
  } catch {
    return undefined;
  }
}

/**
 * A copy of the client whose calls are recorded; the one given stays as it is. All helpers of a client
 * (streams, runners, parsing) go through `create` of its resources, so that is what is replaced.
 * Of something that is no such client, the thing itself.
 */
export function recordMethods<Client extends CopyableClient>(
  client: Client,
  methods: readonly RecordedMethod[],
  toCall: (operation: string, model: string) => AiCall,
  telling: Telling,
): Client {
  const copy = copyOf(client);
  if (copy === undefined) return client;
  for (const { path, operation } of methods) {
    const resource = resourceAt(copy, path);
    const create = resource?.['create'];
    if (resource === undefined || typeof create !== 'function') continue;
    resource['create'] = function recorded(...given) {
      const model = textOf(fieldsOf(given[0])['model']) ?? 'unknown';
      const job = startJob(toCall(operation, model), telling);
      let result;
      try {
        result = Reflect.apply(create as Method, this, given);
      } catch (error) {
        job.fail(error);
        throw error;
      }
      return watchResult(result, job);
    } satisfies Method;
  }
  return copy;
}
