import { getFirstSteps } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { findFirstEvent, openFirstKey } from './first-steps.ts';

export const firstSteps: Slice = {
  name: 'first-steps',
  routes: (server, { db, clock, secret, publicUrl }) => {
    mountRoute(server, getFirstSteps, async () => {
      const ingestKey = (await openFirstKey(db, clock, secret)) ?? null;
      return { ingestUrl: publicUrl, ingestKey, firstEvent: await findFirstEvent(db, clock) };
    });
  },
};
