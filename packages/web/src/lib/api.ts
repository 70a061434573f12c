import type { ErrorCode, RouteAnswer, RouteCall, RouteDefinition } from '@taffrail/contract';

/** The server answered with an error, or (`unreachable`) did not answer. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'unreachable';
  readonly status: number;
  readonly details: Record<string, unknown>;
  /** Names the request in the server's log. */
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(answer: {
    code: ErrorCode | 'unreachable';
    message: string;
    status: number;
    details?: Record<string, unknown> | undefined;
    requestId?: string | null;
    retryAfterSeconds?: number | null;
  }) {
    super(answer.message);
    this.name = 'ApiError';
    this.code = answer.code;
    this.status = answer.status;
    this.details = answer.details ?? {};
    this.requestId = answer.requestId ?? null;
    this.retryAfterSeconds = answer.retryAfterSeconds ?? null;
  }
}

/** Only the parts that the route defines; those are required. */
export type ApiCall<R extends RouteDefinition> = {
  [K in keyof RouteCall<R> as RouteCall<R>[K] extends undefined ? never : K]: RouteCall<R>[K];
};

interface LooseCall {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
}

/** The address of a call: for links to streams, such as exports. */
export const urlOf = <R extends RouteDefinition>(route: R, call: ApiCall<R>): string => {
  const { params = {}, query = {} } = call as LooseCall;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') search.append(name, String(item));
    }
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};

/**
 * Calls a route of the contract. The server validates both directions, so the answer is taken at
 * its type. Same-origin requests carry the session cookie; the server checks the origin itself.
 */
export const api = async <R extends RouteDefinition>(
  route: R,
  call: ApiCall<R>,
  options: { signal?: AbortSignal } = {},
): Promise<RouteAnswer<R>> => {
  const { body } = call as LooseCall;
  const request: RequestInit = { method: route.method, headers: { accept: 'application/json' } };
  if (options.signal) request.signal = options.signal;
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  const answer = await fetch(urlOf(route, call), request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (!answer.ok) throw await toApiError(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as RouteAnswer<R>;
};

/** Whether the console is there at all, whatever is wrong with it. */
export const doesAnswer = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

export const unreachable = (): ApiError =>
  new ApiError({ code: 'unreachable', message: 'The console did not answer.', status: 0 });

const toApiError = async (answer: Response): Promise<ApiError> => {
  const body = (await answer.json().catch(() => null)) as {
    error?: {
      code: ErrorCode;
      message: string;
      details?: Record<string, unknown>;
      requestId: string;
    };
  } | null;
  const retryAfterSeconds = Number.parseInt(answer.headers.get('retry-after') ?? '', 10) || null;
  const status = answer.status;
  if (body?.error) return new ApiError({ ...body.error, status, retryAfterSeconds });
  // A proxy in between, or a server that is starting.
  const code = status >= 502 && status <= 504 ? 'unavailable' : 'internal_error';
  const message = `The server answered with status ${status}.`;
  return new ApiError({ code, message, status, retryAfterSeconds });
};
