import { fieldsOf, isFields, textOf, type Fields } from './fields.ts';
import type { OpenJob } from './open-job.ts';
import { readUsage } from './read-usage.ts';

/** Looks at the events of one streamed answer as they pass. */
export type SeeEvent = (event: unknown) => void;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** The first chunk has the role and nothing else, the last one the usage. */
function hasContent(choices: unknown): boolean {
  if (!Array.isArray(choices)) return false;
  const delta = fieldsOf(fieldsOf(choices[0])['delta']);
  return (
    isText(delta['content']) ||
    isText(delta['reasoning_content']) ||
    isText(delta['refusal']) ||
    Array.isArray(delta['tool_calls'])
  );
}

/** Chunks of chat completions: the usage comes last, if the request asks for it. */
function seeChunk(chunk: Fields, job: OpenJob): void {
  if (hasContent(chunk['choices'])) job.sawToken();
  job.answeredBy(textOf(chunk['model']));
  job.used(readUsage(chunk['usage']));
}

/** What ends a response of OpenAI's, whose last event has all of it. */
const lastOfResponse: ReadonlySet<string> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
]);

function seeResponse(type: string, event: Fields, job: OpenJob): void {
  if (type.endsWith('.delta')) job.sawToken();
  else if (lastOfResponse.has(type)) job.succeed(event['response']);
}

/** What counts stays told: later events of Anthropic's name only what has changed. */
function withoutNulls(usage: unknown): Fields {
  return Object.fromEntries(
    Object.entries(fieldsOf(usage)).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Parts of a model of the Vercel AI SDK. */
const contentParts: ReadonlySet<string> = new Set([
  'text-delta',
  'reasoning-delta',
  'tool-input-start',
  'tool-call',
]);

/** For one answer, of whichever of the known forms its events are. */
export function createSeeEvent(job: OpenJob): SeeEvent {
  let told: Fields = {};
  const addUsage = (usage: unknown): void => {
    told = { ...told, ...withoutNulls(usage) };
    job.used(readUsage(told));
  };

  return (event) => {
    if (!isFields(event)) return;
    const { type } = event;
    if (typeof type !== 'string') return seeChunk(event, job);
    if (type.startsWith('response.')) return seeResponse(type, event, job);
    if (contentParts.has(type) || type === 'content_block_delta') return job.sawToken();
    switch (type) {
      case 'message_start': {
        const message = fieldsOf(event['message']);
        job.answeredBy(textOf(message['model']));
        return addUsage(message['usage']);
      }
      case 'message_delta':
        return addUsage(event['usage']);
      case 'message_stop':
        return job.succeed();
      case 'response-metadata':
        return job.answeredBy(textOf(event['modelId']));
      case 'finish':
        return job.used(readUsage(event['usage']));
      case 'error':
        return job.fail(event['error']);
      default:
        return undefined;
    }
  };
}
