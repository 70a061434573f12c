import { setTimeout as wait } from 'node:timers/promises';
import { secondMs } from './durations.ts';

const longestPauseMs = 30 * secondMs;

interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/**
 * Posts until whoever is there answers with anything but "later".
 *
 * @param write called for each attempt: a signature may have a time in it
 * @throws when the signal is given
 */
export const postUntilTaken = async (
  url: URL,
  write: () => Posted,
  signal: AbortSignal,
): Promise<Response> => {
  for (let pauseMs = secondMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const response = await fetch(url, {
      method: 'POST',
      ...write(),
      signal: AbortSignal.any([signal, AbortSignal.timeout(30 * secondMs)]),
    }).catch(() => undefined);
    signal.throwIfAborted();
    if (response && response.status < 500 && response.status !== 429) return response;
    await response?.body?.cancel();
    const retryAfter = Number(response?.headers.get('retry-after') ?? 0) * secondMs;
    await wait(Math.max(pauseMs, retryAfter), undefined, { signal });
  }
};
