import { activeServerSpan } from '../capture/active-span.ts';
import type { Ports } from '../host/ports.ts';
import type { RequestLog } from './request-log.ts';
import type { RequestOptions } from './request-options.ts';
import { watchResponse, type ResponseLike } from './watch-response.ts';

interface HonoRoute {
  readonly path: string;
  /** `ALL` of middleware, and of what answers every method. */
  readonly method: string;
}

export interface HonoContextLike {
  readonly req: {
    readonly method: string;
    readonly routeIndex?: number | undefined;
    readonly matchedRoutes?: readonly HonoRoute[] | undefined;
    header(name: string): string | undefined;
  };
  readonly res: { readonly status: number };
  /** With @hono/node-server, Node's own response. */
  readonly env?: unknown;
}

export type HonoMiddleware<Context> = (
  context: Context,
  next: () => Promise<void>,
) => Promise<void>;

/** Middleware for Hono 4: `app.use(taffrail.hono())`, before everything else. */
export interface MakeHono {
  <Context extends HonoContextLike>(options?: RequestOptions<Context>): HonoMiddleware<Context>;
}

export const createHono =
  (log: RequestLog, ports: Ports): MakeHono =>
  (options) => {
    const record = log.recorder(options);
    return async (context, next) => {
      const startedAt = ports.monotonic();
      const span = activeServerSpan();
      const onDone = (status: number): void => {
        const { req } = context;
        const traceparent = req.header('traceparent');
        record(context, honoRoute(context), req.method, status, startedAt, { traceparent, span });
      };
      const outgoing = outgoingOf(context);
      if (outgoing !== undefined) {
        watchResponse(outgoing, onDone);
        await next();
        return;
      }
      try {
        await next();
      } finally {
        // Elsewhere nobody tells when the response is sent: it is on its way after this turn.
        setImmediate(() => onDone(statusOf(context)));
      }
    };
  };

function outgoingOf(context: HonoContextLike): ResponseLike | undefined {
  const { outgoing } = (context.env ?? {}) as { outgoing?: Partial<ResponseLike> };
  return typeof outgoing?.on === 'function' ? (outgoing as ResponseLike) : undefined;
}

const statusOf = ({ res }: HonoContextLike): number => res?.status ?? 500;

/** Middleware is mostly mounted with a wildcard; what matches everything says nothing. */
const isForAll = ({ path }: HonoRoute): boolean => path === '*' || path === '/*';

const isSpecific = (route: HonoRoute): boolean =>
  !isForAll(route) && (route.method !== 'ALL' || !route.path.endsWith('*'));

/** The last route that matched, also when middleware before it had answered already. */
function honoRoute({ req }: HonoContextLike): string | undefined {
  const routes = req.matchedRoutes ?? [];
  for (let index = routes.length - 1; index >= 0; index -= 1) {
    const route = routes[index];
    if (route !== undefined && isSpecific(route)) return route.path;
  }
  return undefined;
}
