import { getTrace, getTraceSpan, lookUpId } from '@taffrail/contract';
import { requireCaller } from '../access/caller.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { lookUp } from './lookup/look-up.ts';
import { readSpan } from './reading/read-span.ts';
import { readTrace } from './reading/read-trace.ts';

/** All that belongs to one request, from every table that knows of traces. */
export const traces: Slice = {
  name: 'traces',
  routes: (server, app) => {
    mountRoute(server, getTrace, ({ params, request }) =>
      readTrace(app, params.traceId, requireCaller(request)),
    );
    mountRoute(server, getTraceSpan, ({ params, request }) =>
      readSpan(app, params, requireCaller(request)),
    );
    mountRoute(server, lookUpId, async ({ query, request }) => ({
      items: await lookUp(app, query.id, requireCaller(request)),
    }));
  },
};
