import { createApiKey, listApiKeys, revokeApiKey } from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { requireCaller } from '../access/caller.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { AppContext, Slice } from '../slice.ts';
import { makeKey, revokeKey } from './api-keys.ts';
import { listKeyRows } from './api-keys.store.ts';
import { toApiKey } from './to-api-key.ts';

const routes = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listApiKeys, async () => ({
    items: (await listKeyRows(app.db)).map(toApiKey),
  }));

  mountRoute(server, createApiKey, async ({ body, request }) => {
    const { apiKey, key } = await makeKey(app, body, {
      caller: requireCaller(request),
      by: byCaller(request),
    });
    return { ...apiKey, key };
  });

  mountRoute(server, revokeApiKey, ({ params, request }) =>
    revokeKey(app, params.id, byCaller(request)),
  );
};

export const apiKeys: Slice = { name: 'api-keys', routes };
