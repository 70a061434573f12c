import { randomUUID } from 'node:crypto';
import { sendJson, type Exchange } from '../exchange.ts';
import type { LlmOutcome } from '../plan.ts';

export const sendAnthropicError = (
  exchange: Exchange,
  status: number,
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void =>
  sendJson(
    exchange,
    status,
    { type: 'error', error: { type, message }, request_id: `req_${randomUUID()}` },
    headers,
  );

export const sendAnthropicFailure = (
  exchange: Exchange,
  outcome: Exclude<LlmOutcome, { is: 'answered' | 'cut' | 'silent' }>,
): void => {
  switch (outcome.is) {
    case 'throttled':
      return sendAnthropicError(
        exchange,
        429,
        'rate_limit_error',
        'This request would exceed the rate limit of your organization.',
        { 'retry-after': String(outcome.retryAfterSeconds) },
      );
    case 'failed':
      return sendAnthropicError(exchange, 500, 'api_error', 'Internal server error');
    case 'overloaded':
      return sendAnthropicError(exchange, 529, 'overloaded_error', 'Overloaded');
  }
};
