import { activeServerSpan } from '../capture/active-span.ts';
import type { Ports } from '../host/ports.ts';
import type { RequestLog } from './request-log.ts';
import type { RequestOptions } from './request-options.ts';

/** A web `Request`. */
export interface WebRequestLike {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/** What Next.js gives a route handler besides the request; `params` is a promise since 15. */
export interface NextContextLike {
  readonly params?: unknown;
}

/** `export const GET = taffrail.next(async (request, { params }) => …)` in a `route.ts`. */
export interface WrapNext {
  <Rest extends readonly unknown[], Request extends WebRequestLike, Answer>(
    handler: (request: Request, ...rest: Rest) => Answer,
    options?: RequestOptions<Request>,
  ): (request: Request, ...rest: Rest) => Answer;
}

export const createNext =
  (log: RequestLog, ports: Ports): WrapNext =>
  (handler, options) => {
    const record = log.recorder(options);
    return (request, ...rest) => {
      const startedAt = ports.monotonic();
      const span = activeServerSpan();
      const context = rest[0] as NextContextLike | undefined;
      const onDone = (status: number): void => {
        // After the response has left the handler; reading parameters may take a turn, too.
        setImmediate(() => {
          void recordLater(status);
        });
      };
      const recordLater = async (status: number): Promise<void> => {
        try {
          const endpoint = nextRoute(request.url, await context?.params);
          const traceparent = request.headers.get('traceparent');
          record(request, endpoint, request.method, status, startedAt, { traceparent, span });
        } catch {
          // A request that cannot be read is not recorded; its response is on its way.
        }
      };
      return watchAnswer(() => handler(request, ...rest), onDone);
    };
  };

/** Gives what the handler gives, the same promise or the same failure. */
function watchAnswer<Answer>(handle: () => Answer, onDone: (status: number) => void): Answer {
  let answer: Answer;
  try {
    answer = handle();
  } catch (error) {
    onDone(statusOfFailure(error));
    throw error;
  }
  if (answer instanceof Promise) {
    answer.then(
      (response) => onDone(statusOf(response)),
      (error) => onDone(statusOfFailure(error)),
    );
  } else onDone(statusOf(answer));
  return answer;
}

function statusOf(response: unknown): number {
  const { status } = (response ?? {}) as { status?: unknown };
  return typeof status === 'number' ? status : 200;
}

/**
 * `redirect()` and `notFound()` of Next.js are thrown, and carry the status in their digest:
 * `NEXT_REDIRECT;replace;/login;307;`, `NEXT_HTTP_ERROR_FALLBACK;404`.
 */
function statusOfFailure(error: unknown): number {
  try {
    const { digest } = error as { digest?: unknown };
    if (typeof digest !== 'string' || !digest.startsWith('NEXT_')) return 500;
    return Number(/;(\d{3})(?:;|$)/.exec(digest)?.[1] ?? 500);
  } catch {
    return 500;
  }
}

/** The path with `[name]` for each parameter's value: `/api/leads/[id]`, `/docs/[...slug]`. */
function nextRoute(url: string, params: unknown): string {
  const segments = new URL(url, 'http://localhost').pathname.split('/').map(decodeURIComponent);
  for (const [name, value] of Object.entries((params ?? {}) as Record<string, unknown>)) {
    const values = Array.isArray(value) ? value.map(String) : [String(value)];
    const at = lastIndexOf(segments, values.map(decodeURIComponent));
    if (at !== -1) {
      segments.splice(at, values.length, Array.isArray(value) ? `[...${name}]` : `[${name}]`);
    }
  }
  return segments.join('/');
}

/** From the end: parameters stand behind what is fixed more often than before it. */
function lastIndexOf(segments: readonly string[], values: readonly string[]): number {
  for (let at = segments.length - values.length; at >= 0; at -= 1) {
    if (values.length > 0 && values.every((value, index) => segments[at + index] === value))
      return at;
  }
  return -1;
}
