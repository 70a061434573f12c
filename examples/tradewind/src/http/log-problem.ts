import { readRequest, type Taffrail } from '@taffrail/node';
import type { FastifyRequest } from 'fastify';
import type { Problem, ProblemCode } from './problem.ts';

/** What customers run into, though nothing is broken. */
const levels: Partial<Record<ProblemCode, 'warning' | 'info'>> = {
  payment_required: 'info',
  plan_limit: 'info',
};

const levelOf = ({ code, status }: Problem, source: string) => {
  if (status >= 500) return 'error';
  // A wrong password; a session that has run out is nobody's news.
  return code === 'unauthenticated' && source === 'POST /api/sessions' ? 'warning' : levels[code];
};

/** Lets Taffrail know of a request that was refused, where that is worth knowing. */
export const logProblem = (
  taffrail: Taffrail,
  request: FastifyRequest,
  error: Error,
  problem: Problem,
): void => {
  const source = `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
  const level = levelOf(problem, source);
  if (level === undefined) return;
  const { organizationId = null, userId } = request.signedIn ?? {};
  const { traceId, sessionId } = readRequest(request, 0) ?? {};
  const { code, status, message } = problem;
  taffrail.log(
    { organizationId, userId, traceId, sessionId },
    {
      level,
      source,
      context: { code, status },
      ...(level === 'error' ? { error } : { message }),
    },
  );
};
