import { getAlertMetric, getIncidentImpact } from '@taffrail/contract';
import { requireCaller } from '../access/caller.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import type { Slice } from '../slice.ts';
import { readAlertMetric, readIncidentImpact } from './impact.ts';

type Request = Parameters<typeof requireCaller>[0];

const maySeeRequests = (request: Request): boolean =>
  requireCaller(request).permissions.has('operations.read');
const viewOf = (request: Request): string => String(maySeeRequests(request));

/** What the product and its machines did while something was wrong. */
export const impact: Slice = {
  name: 'impact',
  routes: (server, app) => {
    // What those who watch an incident ask for, all at the same time after each change.
    mountRoute(
      server,
      getIncidentImpact,
      shareAnswers(getIncidentImpact, viewOf, ({ params, request }) =>
        readIncidentImpact(app, params.id, { maySeeRequests: maySeeRequests(request) }),
      ),
    );

    mountRoute(server, getAlertMetric, ({ params, request }) =>
      readAlertMetric(app, params.id, { maySeeRequests: maySeeRequests(request) }),
    );
  },
};
