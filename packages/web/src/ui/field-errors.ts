import { ApiError } from '../lib/api.ts';
import { formatDuration } from '../lib/format.ts';

const isProblem = (value: unknown): value is { field: string; message: string } =>
  typeof value === 'object' &&
  value !== null &&
  'field' in value &&
  typeof value.field === 'string' &&
  'message' in value &&
  typeof value.message === 'string';

/** What the server found wrong with single fields, by their names: `details.fields`. */
export const fieldErrorsOf = (error: Error | null): Record<string, string> => {
  const fields = error instanceof ApiError ? error.details['fields'] : undefined;
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(fields.filter(isProblem).map(({ field, message }) => [field, message]));
};

/** What went wrong, and when it can be tried again. */
export const problemOf = (error: Error): string =>
  error instanceof ApiError && error.code === 'too_many_requests' && error.retryAfterSeconds
    ? `Too many attempts. Try again in ${formatDuration(error.retryAfterSeconds * 1000)}.`
    : error.message;
