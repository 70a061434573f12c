import type { Taffrail } from '@taffrail/node';
import type { FastifyError, FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { logProblem } from './log-problem.ts';
import { Problem } from './problem.ts';

const toProblem = (error: FastifyError): Problem | undefined => {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) {
    const fields = error.issues.map(
      ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
    );
    return new Problem('invalid_request', fields.join('; '));
  }
  // Fastify's own: a body that is no JSON, or too large.
  const { statusCode = 500, message } = error;
  return statusCode < 500 ? new Problem('invalid_request', message) : undefined;
};

/** Every error is answered as `{ error: { code, message } }`; what was not foreseen is logged. */
export const answerErrors = (server: FastifyInstance, taffrail: Taffrail): void => {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const foreseen = toProblem(error);
    if (!foreseen) request.log.error({ err: error }, 'request failed');
    const problem = foreseen ?? new Problem('internal_error', 'Something went wrong on our side.');
    logProblem(taffrail, request, error, problem);
    const { code, message, status } = problem;
    return reply.code(status).send({ error: { code, message } });
  });
  server.setNotFoundHandler(() => {
    throw new Problem('not_found', 'There is no such page.');
  });
};
