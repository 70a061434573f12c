import { sendJson, type Exchange } from '../exchange.ts';
import type { LlmOutcome } from '../plan.ts';

interface OpenAiError {
  readonly message: string;
  readonly type: string;
  readonly param?: string | null;
  readonly code?: string | null;
}

export const sendOpenAiError = (
  exchange: Exchange,
  status: number,
  { message, type, param = null, code = null }: OpenAiError,
  headers: Readonly<Record<string, string>> = {},
): void => sendJson(exchange, status, { error: { message, type, param, code } }, headers);

export const sendOpenAiFailure = (
  exchange: Exchange,
  outcome: Exclude<LlmOutcome, { is: 'answered' | 'cut' | 'silent' }>,
): void => {
  switch (outcome.is) {
    case 'throttled':
      return sendOpenAiError(
        exchange,
        429,
        {
          message: `Rate limit reached. Please try again in ${outcome.retryAfterSeconds}s.`,
          type: 'requests',
          code: 'rate_limit_exceeded',
        },
        { 'retry-after': String(outcome.retryAfterSeconds) },
      );
    case 'failed':
      return sendOpenAiError(exchange, 500, {
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
      });
    case 'overloaded':
      return sendOpenAiError(exchange, 503, {
        message: 'That model is currently overloaded with other requests.',
        type: 'server_error',
        code: 'overloaded',
      });
  }
};
