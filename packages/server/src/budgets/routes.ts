import {
  changeBudget,
  createBudget,
  exportBudgets as exportRoute,
  listBudgets,
  removeBudget,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { findIngestKey } from '../access/ingest-key.ts';
import { raise } from '../platform/http/api-error.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import type { AppContext, Slice } from '../slice.ts';
import { dropBudget, makeBudget, readBudgets, setLimits } from './budgets.ts';
import { exportBudgets } from './export-budgets.ts';
import { guardKeptMs, keepGuardBudgets } from './guard-budgets.ts';

/** For guards in the product, who send what they know and mostly hear that it is still so. */
const mountGuard = (server: HttpServer, app: AppContext): void => {
  const readKept = keepGuardBudgets(app);
  server.get('/ingest/v1/budgets', { config: { access: 'public' } }, async (request, reply) => {
    const key = await findIngestKey(app.keys, request.headers.authorization);
    if (!key?.scopes.includes('batch'))
      raise('unauthenticated', { message: 'Send an ingest key that holds and may send batches.' });
    const { body, etag } = await readKept();
    void reply
      .header('etag', etag)
      .header('cache-control', `private, max-age=${guardKeptMs / 1_000}`);
    return request.headers['if-none-match'] === etag ? reply.status(304).send() : body;
  });
};

export const budgets: Slice = {
  name: 'budgets',
  routes: (server, app) => {
    mountRoute(
      server,
      listBudgets,
      shareAnswers(
        listBudgets,
        () => '',
        () => readBudgets(app),
      ),
    );

    mountRoute(server, exportRoute, async ({ request, reply }) =>
      sendFile(reply, await exportBudgets(app, byCaller(request))),
    );

    mountRoute(server, createBudget, ({ body, request }) =>
      makeBudget(app, body, byCaller(request)),
    );

    mountRoute(server, changeBudget, async ({ params: { id }, body, request }) => {
      await setLimits(app, id, { limits: body, by: byCaller(request) });
      return undefined;
    });

    mountRoute(server, removeBudget, async ({ params: { id }, request }) => {
      await dropBudget(app, id, byCaller(request));
      return undefined;
    });

    mountGuard(server, app);
  },
};
