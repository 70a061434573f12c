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
