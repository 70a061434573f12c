import { ApiError } from '../lib/api.ts';

/**
 * The server's problems with single fields, for a form's `errors`: `details.fields` of
 * `invalid_request`, by the name of the field.
 */
export const fieldErrorsOf = (error: Error | null): Record<string, string> => {
  if (!(error instanceof ApiError)) return {};
  const fields = error.details['fields'];
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, problem]) => [name, String(problem)]),
  );
};
