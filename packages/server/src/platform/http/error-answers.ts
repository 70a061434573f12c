import type { ErrorAnswer } from '@taffrail/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
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
const toApiError = (error: unknown, request: FastifyRequest): ApiError => {
  if (error instanceof ApiError) return error;
  // Whoever sent it went away halfway: a broken connection, but not the database's.
  if (error === request.raw.errored) return new ApiError('unreadable_body', { cause: error });
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

const socketAnswers: ReadonlyMap<string | undefined, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/** What never became a request, because it is no HTTP or did not end: on the bare socket. */
export const answerBareSocket =
  (newRequestId: () => string) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const { code, message } = new ApiError('invalid_request', {});
    const answer: ErrorAnswer = { error: { code, message, requestId: newRequestId() } };
    const body = JSON.stringify(answer);
    socket.write(
      [
        `HTTP/1.1 ${socketAnswers.get(error.code) ?? '400 Bad Request'}`,
        'connection: close',
        'content-type: application/json; charset=utf-8',
        `content-length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    );
    // Not only its own end: who sends slowly would keep the other one open.
    socket.destroySoon();
  };

/** Logs a failure of ours with its cause, and gives the answer its status and headers. */
export const noteError = (
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): ApiError => {
  const error = toApiError(thrown, request);
  if (error.status >= 500) request.log.error({ err: error.cause ?? error }, error.message);
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  void reply.status(error.status);
  return error;
};

/** Known errors answer with their code; unknown ones are logged with their cause. */
export const answerError = (
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => reply.send(toAnswer(noteError(thrown, request, reply), request));

export const answerNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  answerError(new ApiError('not_found', {}), request, reply);
