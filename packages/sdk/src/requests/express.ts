import { activeServerSpan } from '../capture/active-span.ts';
import type { Ports } from '../host/ports.ts';
import { expressRoute, type ExpressRequestLike } from './express-route.ts';
import type { RequestLog } from './request-log.ts';
import type { RequestOptions } from './request-options.ts';
import { watchResponse, type ResponseLike } from './watch-response.ts';

export type ExpressMiddleware<Request> = (
  request: Request,
  response: ResponseLike,
  next: () => void,
) => void;

/** Middleware for Express 5 and 4; use it before everything else. */
export interface MakeExpress {
  <Request extends ExpressRequestLike>(
    options?: RequestOptions<Request>,
  ): ExpressMiddleware<Request>;
}

export const createExpress =
  (log: RequestLog, ports: Ports): MakeExpress =>
  (options) => {
    const record = log.recorder(options);
    return (request, response, next) => {
      const startedAt = ports.monotonic();
      const span = activeServerSpan();
      watchResponse(response, (status) => {
        const { method, headers } = request;
        const traceparent = headers['traceparent'];
        record(request, expressRoute(request), method, status, startedAt, { traceparent, span });
      });
      next();
    };
  };
