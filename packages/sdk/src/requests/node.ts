import { activeServerSpan } from '../capture/active-span.ts';
import type { Ports } from '../host/ports.ts';
import type { RequestLog } from './request-log.ts';
import type { RequestOptions } from './request-options.ts';
import {
  traceparentOf,
  watchResponse,
  type NodeRequestLike,
  type ResponseLike,
} from './watch-response.ts';

export type NodeListener<Request, Response> = (request: Request, response: Response) => unknown;

/** Wraps a listener of `node:http`. There is no router to ask: without `route` all is unmatched. */
export interface WrapNode {
  <Request extends NodeRequestLike, Response extends ResponseLike>(
    listener: NodeListener<Request, Response>,
    options?: RequestOptions<Request>,
  ): NodeListener<Request, Response>;
}

export const createNode =
  (log: RequestLog, ports: Ports): WrapNode =>
  (listener, options) => {
    const record = log.recorder(options);
    return (request, response) => {
      const startedAt = ports.monotonic();
      const span = activeServerSpan();
      watchResponse(response, (status) => {
        const traceparent = traceparentOf(request);
        record(request, undefined, request.method, status, startedAt, { traceparent, span });
      });
      return listener(request, response);
    };
  };
