import { useEffect, useRef } from 'react';
import { announce } from '../lib/announce.ts';
import { useLiveState } from '../lib/live/use-changes.ts';
import { Status } from './status.tsx';

/** Says when changes are not heard of, and what happens instead; as long as they are, nothing. */
export function LiveNote() {
  const state = useLiveState();
  useAnnouncedLoss(state === 'offline');
  if (state === 'live') return null;
  return (
    <span
      // A tab that comes into view connects in a moment: nothing to say yet.
      className="mr-2 animate-appear text-compact whitespace-nowrap"
      title={
        state === 'offline'
          ? 'Nothing is heard of changes at the moment. The page asks every 30 seconds instead.'
          : undefined
      }
    >
      {state === 'offline' ? (
        <Status status="warning">
          <span className="max-sm:sr-only">
            Interrupted<span className="max-xl:sr-only">, asks every 30 s</span>
          </span>
        </Status>
      ) : (
        <Status status="running">
          <span className="max-sm:sr-only">Connecting</span>
        </Status>
      )}
    </span>
  );
}

const useAnnouncedLoss = (offline: boolean): void => {
  const wasOffline = useRef(false);
  useEffect(() => {
    if (offline !== wasOffline.current)
      announce(offline ? 'Live updates are interrupted' : 'Live again');
    wasOffline.current = offline;
  }, [offline]);
};
