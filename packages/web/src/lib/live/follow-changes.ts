import type { Changed, ChangeTopic } from '@taffrail/contract';
import { openStream } from './open-stream.ts';

/** `live`: every change is heard of. `offline`: none is, and it has been tried again in vain. */
export type LiveState = 'connecting' | 'live' | 'offline';

export interface ChangeListener {
  readonly onState: (state: LiveState) => void;
  /** The stream begins, or begins anew: what it did not tell may have changed, too. */
  readonly onConnected: () => void;
  readonly onChanged: (topics: readonly ChangeTopic[]) => void;
  readonly onSignedOut: () => void;
}

const longestPauseMs = 30_000;
/** A stream that ends sooner counts as a failed try, or one that is refused politely would loop. */
const steadyMs = 10_000;

/** Doubles with each failure in a row; spread, so that not all browsers come back at once. */
export const pauseMs = (failures: number, random: number): number =>
  Math.min(500 * 2 ** failures, longestPauseMs) * (0.5 + random / 2);

/** Over when the time is, when the browser is back on the network, or when it is called off. */
const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const over = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.('online', end, { signal: over.signal });
    signal.addEventListener('abort', end, { signal: over.signal });
  });
};

/** Follows the server's changes until it is called off or nobody is signed in any more. */
export const followChanges = async (
  url: string,
  listener: ChangeListener,
  signal: AbortSignal,
): Promise<void> => {
  listener.onState('connecting');
  for (let failures = 0; !signal.aborted;) {
    const begun = performance.now();
    const end = await openStream(
      url,
      ({ name, data }) => {
        if (name === 'connected') {
          listener.onState('live');
          listener.onConnected();
        }
        if (name === 'changed') listener.onChanged((JSON.parse(data) as Changed).topics);
      },
      signal,
    );
    if (signal.aborted) return;
    if (end === 'signed_out') {
      listener.onSignedOut();
      return;
    }
    failures = performance.now() - begun > steadyMs ? 1 : failures + 1;
    listener.onState(failures < 2 ? 'connecting' : 'offline');
    await pause(pauseMs(failures - 1, Math.random()), signal);
  }
};
