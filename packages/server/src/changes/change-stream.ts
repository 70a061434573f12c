import type { Changed, ChangeTopic } from '@taffrail/contract';
import { Readable } from 'node:stream';
import type { News } from '../platform/changes/changes.ts';

/** One reader's server-sent events. */
export interface ChangeStream {
  readonly readable: Readable;
  tell(news: News): void;
  /** Gives up a reader who has taken nothing for several of them. */
  sendHeartbeat(): void;
  /** The answer ends; of a reader who has not taken all, its connection does. */
  end(): void;
}

/** Heartbeats that nobody took: the reader is gone, or so slow that it is better off without us. */
const patience = 3;

// After a lost connection browsers wait for some seconds of their own choice unless told.
const connected = 'retry: 1000\nevent: connected\ndata: {}\n\n';
const heartbeat = ': still here\n\n';

const toMessage = (changed: Changed): string =>
  `event: changed\ndata: ${JSON.stringify(changed)}\n\n`;

/**
 * Begins with `connected`. While the reader takes nothing, what there is to tell stays a set of
 * topics: a slow reader gets fewer messages, not later ones, and costs no memory.
 */
export const createChangeStream = (mayHear: ReadonlySet<ChangeTopic>): ChangeStream => {
  let missedSome = true;
  const changed = new Set<ChangeTopic>();
  let heartbeats = 0;
  let isWaiting = false;
  let isEnded = false;

  const takeMessage = (): string | undefined => {
    const topics = missedSome ? [] : [...mayHear].filter((topic) => changed.has(topic));
    const message = missedSome ? connected : topics.length > 0 ? toMessage({ topics }) : undefined;
    const beat = heartbeats > 0 ? heartbeat : undefined;
    missedSome = false;
    heartbeats = 0;
    changed.clear();
    return message ?? beat;
  };

  const give = (): void => {
    if (!isWaiting || isEnded) return;
    const message = takeMessage();
    if (message === undefined) return;
    isWaiting = false;
    readable.push(message);
  };

  const readable = new Readable({
    // One message at a time: what waits for the reader waits as topics.
    highWaterMark: 1,
    read() {
      isWaiting = true;
      give();
    },
  });

  return {
    readable,
    tell(news) {
      if (news === 'everything') missedSome = true;
      else for (const topic of mayHear) if (news.has(topic)) changed.add(topic);
      give();
    },
    sendHeartbeat() {
      heartbeats += 1;
      if (heartbeats > patience) readable.destroy();
      else give();
    },
    end() {
      isEnded = true;
      if (isWaiting) readable.push(null);
      else readable.destroy();
    },
  };
};
