import { ApiError } from '../../platform/http/api-error.ts';

const retryAfterSeconds = 5;

/** Not now: the sender keeps what it has. */
export const unavailable = (cause: unknown): ApiError =>
  new ApiError('unavailable', {
    message: 'The database does not take the batch right now. Send it again later.',
    retryAfterSeconds,
    cause,
  });
