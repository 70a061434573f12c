import {
  applyRecosting,
  discardRecosting,
  endPrice,
  exportPrices,
  importPrices,
  listPrices,
  listRecostings,
  listUnpricedModels,
  previewPriceImport,
  setPrice,
  startRecosting,
  takeBackRecosting,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { raise } from '../platform/http/api-error.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import { isUuid } from '../platform/ids.ts';
import type { AppContext, Slice } from '../slice.ts';
import { priceCron, priceTasks } from './jobs.ts';
import * as litellm from './litellm/import-prices.ts';
import { holdPriceBook } from './prices.ts';
import { exportPrices as writePrices } from './reading/export-prices.ts';
import { listPriceRows } from './reading/list-prices.store.ts';
import { readUnpriced } from './reading/read-unpriced.ts';
import { toPrice } from './reading/to-price.ts';
import * as recosting from './recosting/recostings.ts';
import { listRecostingRows } from './recosting/recostings.store.ts';
import { toRecosting } from './recosting/to-recosting.ts';
import { addPrice, closePrice } from './set-price.ts';

const latestRecostings = 20;

const mountPrices = (server: HttpServer, app: AppContext): void => {
  const { db, clock } = app;
  const book = holdPriceBook(app);

  const readPrice = async (id: string) => {
    const [row] = await listPriceRows(db, { id }, { now: clock.now(), limit: 1 });
    return row ? toPrice(row) : raise('not_found');
  };

  mountRoute(server, listPrices, async ({ query }) => {
    const { limit, cursor: after, ...filter } = query;
    if (after !== undefined && !isUuid(after)) raise('invalid_cursor');
    const now = clock.now();
    const rows = await listPriceRows(db, filter, { now, limit: limit + 1, after });
    const items = rows.slice(0, limit).map(toPrice);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  mountRoute(server, exportPrices, async ({ query, request, reply }) => {
    const text = await writePrices(app, query, byCaller(request));
    return sendFile(reply, { name: 'prices.csv', text });
  });

  mountRoute(server, listUnpricedModels, () => readUnpriced(app, book));

  mountRoute(server, setPrice, async ({ body, request }) =>
    readPrice(await addPrice(app, body, byCaller(request))),
  );

  mountRoute(server, endPrice, async ({ params: { id }, body, request }) => {
    const at = body.at === undefined ? undefined : new Date(body.at);
    await closePrice(app, id, { at, by: byCaller(request) });
    return readPrice(id);
  });

  mountRoute(server, previewPriceImport, ({ body }) => litellm.previewImport(app, body));

  mountRoute(server, importPrices, ({ body, request }) =>
    litellm.importPrices(app, body, byCaller(request)),
  );
};

const mountRecostings = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listRecostings, async () => ({
    items: (await listRecostingRows(app.db, latestRecostings)).map(toRecosting),
  }));

  mountRoute(server, startRecosting, ({ body, request }) =>
    recosting.beginRecosting(app, body, byCaller(request)),
  );

  mountRoute(server, applyRecosting, ({ params: { id }, request }) =>
    recosting.applyRecosting(app, { id, by: byCaller(request) }),
  );

  mountRoute(server, takeBackRecosting, ({ params: { id }, request }) =>
    recosting.takeBackRecosting(app, { id, by: byCaller(request) }),
  );

  mountRoute(server, discardRecosting, ({ params: { id }, request }) =>
    recosting.discardRecosting(app, { id, by: byCaller(request) }),
  );
};

export const prices: Slice = {
  name: 'prices',
  tasks: priceTasks,
  cron: priceCron,
  routes: (server, app) => {
    mountPrices(server, app);
    mountRecostings(server, app);
  },
};
