import { getChanges, type ChangeTopic } from '@taffrail/contract';
import type { LiveState } from './follow-changes.ts';
import { followInTurn } from './tabs.ts';

/**
 * `changed`: something of these topics has. `everything`: anything may have, since nothing was
 * heard for a while; what is asked for then must not rely on what was known before.
 */
export type Change = 'changed' | 'everything';

interface Subscriber {
  readonly topics: readonly ChangeTopic[];
  readonly onChange: (change: Change) => void;
}

/** Without a stream, changes are asked for. */
const offlineAskMs = 30_000;

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();
const subscribers = new Set<Subscriber>();
let asking: ReturnType<typeof setInterval> | undefined;

const tellEverything = (): void => {
  for (const { onChange } of subscribers) onChange('everything');
};

const stopAsking = (): void => {
  clearInterval(asking);
  asking = undefined;
};

const setState = (next: LiveState): void => {
  if (next === 'live') stopAsking();
  if (next === 'offline') asking ??= setInterval(tellEverything, offlineAskMs);
  if (next === state) return;
  state = next;
  for (const watcher of watchers) watcher();
};

const listener = (onSignedOut: () => void) => ({
  onState: setState,
  onConnected: tellEverything,
  onChanged: (changed: readonly ChangeTopic[]): void => {
    for (const { topics, onChange } of subscribers) {
      if (topics.some((topic) => changed.includes(topic))) onChange('changed');
    }
  },
  onSignedOut,
});

export const liveState = (): LiveState => state;

export const watchLiveState = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const subscribeToChanges = (subscriber: Subscriber): (() => void) => {
  subscribers.add(subscriber);
  return () => subscribers.delete(subscriber);
};

/**
 * Follows the changes while this tab can be seen; the shell does, as long as it is there. A tab that
 * comes back into view is told "everything" when the stream is there again.
 */
export const startLive = (onSignedOut: () => void): (() => void) => {
  let following: AbortController | undefined;
  const leave = (): void => {
    following?.abort();
    following = undefined;
    stopAsking();
  };
  const follow = (): void => {
    if (document.hidden) {
      leave();
    } else if (!following) {
      following = new AbortController();
      void followInTurn(getChanges.path, listener(onSignedOut), following.signal);
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    leave();
  };
};
