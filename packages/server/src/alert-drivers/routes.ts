import { getSourceMapping, setSourceMapping, trySourceMapping } from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { readMapping, setMapping, tryMapping } from './mapping/mapping.ts';

/** How the bodies of senders without a driver of their own become alerts. */
export const alertMappings: Slice = {
  name: 'alert mappings',
  routes: (server, app) => {
    mountRoute(server, getSourceMapping, ({ params }) => readMapping(app, params.id));

    mountRoute(server, setSourceMapping, ({ params, body, request }) =>
      setMapping(app, params.id, body, byCaller(request)),
    );

    mountRoute(server, trySourceMapping, ({ params, body }) => tryMapping(app, params.id, body));
  },
};
