import {
  createSource,
  enableSource,
  listSources,
  removeSource,
  rotateSourceKey,
  setSourceSecret,
  testProductDatabase,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { requireCaller } from '../access/caller.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { describeBuiltIn } from './built-in.ts';
import {
  connectSource,
  disconnectSource,
  rotateKey,
  setEnabled,
  setSecret,
  toSource,
} from './sources.ts';
import { listSourceRows } from './sources.store.ts';
import { tryProductDatabase } from './test-product-database.ts';

export const sources: Slice = {
  name: 'sources',
  routes: (server, app) => {
    mountRoute(server, listSources, async () => {
      const now = app.clock.now();
      const [builtIn, rows] = await Promise.all([
        describeBuiltIn(app, now),
        listSourceRows(app.db),
      ]);
      return {
        asOf: now.toISOString(),
        ...builtIn,
        items: rows.map((row) => toSource(row, now)),
      };
    });

    mountRoute(server, testProductDatabase, ({ request }) =>
      tryProductDatabase(app, byCaller(request)),
    );

    mountRoute(server, createSource, ({ body, request }) => {
      const { kind, id } = requireCaller(request);
      const createdBy = kind === 'operator' ? id : null;
      return connectSource(app, body, { by: byCaller(request), createdBy });
    });

    mountRoute(server, rotateSourceKey, ({ params, request }) =>
      rotateKey(app, params.id, byCaller(request)),
    );

    mountRoute(server, setSourceSecret, ({ params, body, request }) =>
      setSecret(app, params.id, { ...body, by: byCaller(request) }),
    );

    mountRoute(server, enableSource, ({ params, body, request }) =>
      setEnabled(app, params.id, { ...body, by: byCaller(request) }),
    );

    mountRoute(server, removeSource, async ({ params, request }) => {
      await disconnectSource(app, params.id, byCaller(request));
      return undefined;
    });
  },
};
