import { clientClosedRequest } from './request-options.ts';

/** The part of Node's `ServerResponse`, of HTTP/1 and 2, that is looked at. */
export interface ResponseLike {
  readonly statusCode: number;
  readonly writableFinished?: boolean | undefined;
  readonly writableEnded?: boolean | undefined;
  on(event: 'close', listener: () => void): unknown;
}

/** The part of Node's `IncomingMessage`. */
export interface NodeRequestLike {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[] | undefined;
}

const traceparent = 'traceparent';

/** Out of the raw headers: Node makes an object of `headers` for whoever asks first. */
export function traceparentOf(request: NodeRequestLike): unknown {
  const { rawHeaders } = request;
  if (rawHeaders === undefined) return request.headers[traceparent];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === traceparent.length && name.toLowerCase() === traceparent) {
      return rawHeaders[index + 1];
    }
  }
  return undefined;
}

/**
 * Calls back once, after the response was handed to the network or its client is gone: "close"
 * comes in both cases, "finish" in the first only.
 */
export function watchResponse(response: ResponseLike, onDone: (statusCode: number) => void): void {
  response.on('close', () => {
    const isWhole = response.writableFinished ?? response.writableEnded ?? true;
    onDone(isWhole ? response.statusCode : clientClosedRequest);
  });
}
