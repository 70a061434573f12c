import type { ChangeTopic } from '@taffrail/contract';
import { followChanges, type ChangeListener, type LiveState } from './follow-changes.ts';

const name = 'taffrail-changes';

/** What tabs tell each other. */
type TabMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'welcome'; readonly state: LiveState }
  | { readonly kind: 'state'; readonly state: LiveState }
  | { readonly kind: 'connected' }
  | { readonly kind: 'changed'; readonly topics: readonly ChangeTopic[] };

/**
 * Follows the changes together with the other tabs of this browser, until it is called off: whoever
 * holds the lock has the stream and passes on what it hears; when that tab goes, the next one in
 * line opens a stream of its own, and tells the others that they may have missed something.
 */
export const followInTurn = async (
  url: string,
  listener: ChangeListener,
  signal: AbortSignal,
): Promise<void> => {
  // Where the console is not served by https, browsers have no locks: then each tab for itself.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return followChanges(url, listener, signal);
  if (signal.aborted) return undefined;

  const channel = new BroadcastChannel(name);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
  const tell = (message: TabMessage): void => channel.postMessage(message);
  let leads = false;
  let isWelcome = false;
  let state: LiveState = 'connecting';
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (signal.aborted) return;
    if (leads) {
      if (data.kind === 'hello') tell({ kind: 'welcome', state });
    } else if (data.kind === 'changed') listener.onChanged(data.topics);
    else if (data.kind === 'connected') listener.onConnected();
    else if (data.kind === 'state') listener.onState(data.state);
    else if (data.kind === 'welcome' && !isWelcome) {
      isWelcome = true;
      listener.onState(data.state);
      // As for a stream that begins: this tab has heard nothing until now.
      if (data.state === 'live') listener.onConnected();
    }
  });
  tell({ kind: 'hello' });

  const toAll: ChangeListener = {
    onState: (now) => {
      state = now;
      listener.onState(now);
      tell({ kind: 'state', state: now });
    },
    onConnected: () => {
      listener.onConnected();
      tell({ kind: 'connected' });
    },
    onChanged: (topics) => {
      listener.onChanged(topics);
      tell({ kind: 'changed', topics });
    },
    onSignedOut: listener.onSignedOut,
  };
  try {
    await locks.request(name, { signal }, async () => {
      leads = true;
      await followChanges(url, toAll, signal);
    });
  } catch (error) {
    // Called off while it waited for its turn.
    if (!signal.aborted) throw error;
  } finally {
    channel.close();
  }
};
