import { otlpLimits } from '@taffrail/contract';
import { raise } from '../../../platform/http/api-error.ts';
import { isFields, type JsonFields } from './json-fields.ts';

const brace = 0x7b;
const bracket = 0x5b;

/** Each is two bytes, and some tens as an object: those are what a body costs. */
const requireFewValues = (body: Buffer): void => {
  let count = 0;
  // By index: an iterator takes fifty times as long for each byte.
  for (let at = 0; at < body.length; at += 1)
    if (body[at] === brace || body[at] === bracket) count += 1;
  if (count > otlpLimits.jsonValues)
    raise('payload_too_large', {
      message: `A JSON body has at most ${otlpLimits.jsonValues} objects and lists. Send protobuf.`,
    });
};

/**
 * @throws `payload_too_large`, `unreadable_body`
 */
export const parseBody = (body: Buffer): JsonFields => {
  requireFewValues(body);
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    if (isFields(parsed)) return parsed;
  } catch (cause) {
    return raise('unreadable_body', { message: 'The body is not JSON; nothing was kept.', cause });
  }
  return raise('unreadable_body', { message: 'The body is no JSON object; nothing was kept.' });
};
