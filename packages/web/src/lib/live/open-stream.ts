import { changesLimits } from '@taffrail/contract';
import { createEventReader, type StreamEvent } from './stream-events.ts';

/** Two comments that did not come: a connection can be dead without an end. */
const silentMs = 2.5 * changesLimits.heartbeatMs;

/** How a stream came to its end; one that was never there has ended, too. */
export type StreamEnd = 'lost' | 'signed_out';

/**
 * Reads a stream of events to its end. By fetch, since an EventSource tells neither the status of a
 * refusal nor the comments, by whose absence a dead connection is known.
 */
export const openStream = async (
  url: string,
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<StreamEnd> => {
  const silence = new AbortController();
  const silent = (): void => silence.abort();
  let timer = setTimeout(silent, silentMs);
  try {
    const answer = await fetch(url, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (answer.status === 401) return 'signed_out';
    if (!answer.ok || !answer.body) return 'lost';
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const take = createEventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'lost';
      clearTimeout(timer);
      timer = setTimeout(silent, silentMs);
      for (const event of take(value)) onEvent(event);
    }
  } catch {
    // Whatever ended it, there is one thing to do: begin anew.
    return 'lost';
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
};
