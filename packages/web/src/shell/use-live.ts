import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { startLive } from '../lib/live/live.ts';
import { meQuery } from '../lib/me.ts';

/** Hears of changes as long as somebody is signed in. */
export const useLive = (): void => {
  const client = useQueryClient();
  useEffect(
    // Asking who is signed in leads to the sign-in, if nobody is.
    () => startLive(() => void client.invalidateQueries({ queryKey: meQuery.queryKey })),
    [client],
  );
};
