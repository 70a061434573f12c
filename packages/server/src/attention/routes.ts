import { getAttention } from '@taffrail/contract';
import { requireCaller } from '../access/caller.ts';
import { noteLastChange } from '../platform/changes/last-change.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { createAttention } from './attention.ts';

/** Home's first question: what needs somebody now? */
export const attention: Slice = {
  name: 'attention',
  routes: (server, app) => {
    const changedAt = noteLastChange(
      app,
      'incidents',
      'checks',
      'integrity',
      'load_tests',
      'autofix',
      'sources',
    );
    const showAttention = createAttention(app, changedAt);
    mountRoute(server, getAttention, ({ request }) => showAttention(requireCaller(request)));
  },
};
