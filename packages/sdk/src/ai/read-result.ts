import { fieldsOf, isFields, textOf } from './fields.ts';
import { readUsage } from './read-usage.ts';
import type { Usage } from './usage.ts';

export interface ReadResult {
  readonly usage: Usage | undefined;
  /** The model that answered, where the result tells it. */
  readonly model: string | undefined;
  /** The provider's word for what went wrong, where the call failed without an error. */
  readonly failure: string | undefined;
}

const nothing: ReadResult = { usage: undefined, model: undefined, failure: undefined };

/** A streamed result of the Vercel AI SDK: looking at its usage would read the stream. */
const isStreamed = (result: object): boolean => 'fullStream' in result || 'textStream' in result;

/**
 * What the result of a call says of itself: a response of the OpenAI or the Anthropic client, a result
 * of the Vercel AI SDK or of one of its models. Throws only if the result does when it is looked at.
 */
export function readResult(result: unknown): ReadResult {
  if (!isFields(result) || isStreamed(result)) return nothing;
  const response = fieldsOf(result['response']);
  return {
    // Of the Vercel AI SDK, that of all steps.
    usage: readUsage(result['totalUsage']) ?? readUsage(result['usage']),
    model: textOf(result['model']) ?? textOf(response['modelId']),
    failure:
      result['object'] === 'response' && result['status'] === 'failed'
        ? (textOf(fieldsOf(result['error'])['code']) ?? 'failed')
        : undefined,
  };
}
