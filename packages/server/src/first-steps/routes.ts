import { getFirstSteps } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { findFirstEvent, openFirstKey } from './first-steps.ts';

export const firstSteps: Slice = {
  name: 'first-steps',
  routes: (server, app) => {
    const { db, publicUrl } = app;
    mountRoute(server, getFirstSteps, async () => {
      const ingestKey = (await openFirstKey(db, app)) ?? null;
      return { ingestUrl: publicUrl, ingestKey, firstEvent: await findFirstEvent(db, app) };
    });
  },
};
