import type { Logger } from '../log.ts';
import { createAnnouncer } from './announcer.ts';
import { toTopics } from './changes.store.ts';
import { startListener } from './listener.ts';

/** Which topics changed; everything may have, when the connection was away for a while. */
export type News = 'everything' | ReadonlySet<string>;

/** How the processes on one database tell each other, and themselves, of changes. */
export interface Changes<Topic extends string = string> {
  /** After the commit, never before. Costs the caller nothing, and never fails. */
  announce(...topics: readonly Topic[]): void;
  /** Answers how to stop hearing. What a process announces it hears itself, as all others do. */
  subscribe(onNews: (news: News) => void): () => void;
}

export interface RunningChanges<Topic extends string = string> extends Changes<Topic> {
  stop(): Promise<void>;
}

export interface ChangesOptions {
  readonly url: string;
  readonly log: Logger;
  /** All changes of so long are one NOTIFY. */
  readonly pauseMs: number;
}

/** Resolves when it listens, or when it has found that it cannot yet: then it goes on trying. */
export const startChanges = async <Topic extends string = string>({
  url,
  log,
  pauseMs,
}: ChangesOptions): Promise<RunningChanges<Topic>> => {
  const subscribers = new Set<(news: News) => void>();
  const tell = (news: News): void => {
    for (const onNews of subscribers) {
      try {
        onNews(news);
      } catch (error) {
        log.error({ err: error }, 'a subscriber failed on news of a change');
      }
    }
  };
  const listener = await startListener({
    url,
    log,
    onPayload: (payload) => tell(toTopics(payload)),
    onListening: () => tell('everything'),
  });
  const announcer = createAnnouncer({ send: (topics) => listener.send(topics), pauseMs });
  return {
    announce: (...topics) => announcer.announce(...topics),
    subscribe(onNews) {
      subscribers.add(onNews);
      return () => void subscribers.delete(onNews);
    },
    async stop() {
      await announcer.stop();
      await listener.stop();
    },
  };
};
