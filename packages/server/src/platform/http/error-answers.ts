import type { ErrorAnswer } from '@taffrail/contract';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isDatabaseAway, isStatementTimeout } from '../db/failures.ts';
import { ApiError } from './api-error.ts';

const retryAfterSeconds = 5;

const invalid = (error: FastifyError): ApiError => {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      field: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message,
    }));
    return new ApiError('invalid_request', { details: { in: error.validationContext, fields } });
  }
  return new ApiError('invalid_request', { message: error.message });
};

/** Every failure as one of the catalogue. */
const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  if (isDatabaseAway(error))
    return new ApiError('unavailable', {
      message: 'The database does not answer. Send it again later.',
      retryAfterSeconds,
      cause: error,
    });
  if (isStatementTimeout(error))
    return new ApiError('unavailable', {
      message: 'This took longer than it may. Narrow the filters.',
      retryAfterSeconds,
      cause: error,
    });
  const status = error instanceof Error ? (error as FastifyError).statusCode : undefined;
  if (status === 413) return new ApiError('payload_too_large', {});
  if (status === 415) return new ApiError('unsupported_media_type', {});
  if (status === 429) return new ApiError('too_many_requests', {});
  if (status !== undefined && status >= 400 && status < 500) return invalid(error as FastifyError);
  return new ApiError('internal_error', { cause: error });
};

const toAnswer = (error: ApiError, request: FastifyRequest): ErrorAnswer => ({
  error: {
    code: error.code,
    message: error.message,
    ...(error.details && { details: error.details }),
    requestId: request.id,
  },
});

/** Known errors answer with their code; unknown ones are logged with their cause. */
export const answerErrors = (server: FastifyInstance): void => {
  server.setErrorHandler((thrown, request, reply) => {
    const error = toApiError(thrown);
    if (error.status >= 500) request.log.error({ err: error.cause ?? error }, error.message);
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
    if (error.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.status(error.status).send(toAnswer(error, request));
  });
  server.setNotFoundHandler((request, reply) => {
    const error = new ApiError('not_found', {});
    return reply.status(error.status).send(toAnswer(error, request));
  });
};
