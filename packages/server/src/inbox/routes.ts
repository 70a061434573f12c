import type { Readable } from 'node:stream';
import {
  Delivery,
  getDelivery,
  getInboxDepth,
  listDeliveries,
  replayDelivery,
  replayPoisoned,
  sourcePaths,
  testSource,
} from '@taffrail/contract';
import { z } from 'zod';
import { byCaller } from '../access/audit.ts';
import { readBody, readPacking } from '../platform/http/body.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import { WaitingRoom } from '../platform/http/waiting-room.ts';
import { togetherByName } from '../platform/reading/together.ts';
import type { AppContext, Slice } from '../slice.ts';
import { acceptDelivery, requireSender, type KnownSender } from './accept-delivery.ts';
import type { HookDriver } from './inbox.ts';
import { getDeliveryRow, listDeliveryRows, type DeliveryRow } from './inbox.store.ts';
import { inboxTasks, releaseTask } from './jobs.ts';
import { generalReading, urgentReading } from './reading-tasks.ts';
import { readDepth } from './depth.ts';
import { replay, replayAll } from './replay.ts';
import { sendTest } from './send-test.ts';
import { createDeliveryStore } from './store-deliveries.ts';

/** What deliveries under way may hold. */
const room = { requests: 200, bytes: 96 * 1024 * 1024 };
const shownBytes = 64 * 1024;

const KeyParams = z.object({ key: z.string() });
const Query = z.record(
  z.string(),
  z.preprocess((value) => [value].flat()[0], z.string()),
);
const Headers = z.record(z.string(), z.string());

const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  kind: Delivery.shape.kind.parse(row.kind),
  sender: Delivery.shape.sender.parse({ id: row.sender_id, name: row.sender_name }),
  receivedAt: row.received_at.toISOString(),
  deliveryId: row.delivery_id,
  state: Delivery.shape.state.parse(row.state),
  reason: row.reason,
  attempts: row.attempts,
  processedAt: row.processed_at?.toISOString() ?? null,
  sizeBytes: row.size_bytes,
  isTest: row.is_test,
});

/** Where sources send to: outside of the API, with an answer that they understand. */
const mountHooks = (server: HttpServer, app: AppContext, drivers: readonly HookDriver[]): void => {
  const waitingRoom = new WaitingRoom({ ...room, onChange: () => undefined });
  const store = createDeliveryStore(app.db);
  // Who sends much at once is looked for once.
  const findTogether = togetherByName<KnownSender>(0);

  // In a scope of its own: here the body is whatever was sent, and read only for a good key.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    for (const driver of drivers)
      scope.route({
        method: 'POST',
        url: `${sourcePaths[driver.kind]}/:key`,
        config: { access: 'public' },
        handler: async (request) => {
          const { headers } = request;
          const { key } = KeyParams.parse(request.params);
          const known = await findTogether(`${driver.kind} ${key}`, () =>
            requireSender(app, driver.kind, key),
          );
          const seat = waitingRoom.enter();
          try {
            const length = headers['content-length'];
            const envelope = {
              packing: readPacking(headers['content-encoding']),
              sizeBytes: length === undefined ? undefined : Number(length),
              limitBytes: driver.limitBytes,
            };
            const source = request.body as Readable | undefined;
            const body = source ? await readBody(source, envelope, seat) : Buffer.alloc(0);
            const query = Query.parse(request.query);
            return await acceptDelivery(app, driver, known, { headers, body, query }, { store });
          } finally {
            seat.leave();
          }
        },
      });
  });
};

const mountApi = (server: HttpServer, app: AppContext, drivers: readonly HookDriver[]): void => {
  mountRoute(server, listDeliveries, async ({ query }) => {
    const { limit, cursor, ...filter } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await listDeliveryRows(app.db, filter, { limit: limit + 1, after });
    return toPage(rows, limit, {
      toItem: toDelivery,
      toCursor: (row) => ({ at: row.received_at, id: row.id }),
    });
  });

  mountRoute(server, getDelivery, async ({ params }) => {
    const row = await getDeliveryRow(app.db, params.id);
    return {
      ...toDelivery(row),
      headers: Headers.parse(row.headers),
      body: row.body.subarray(0, shownBytes).toString('utf8'),
      bodyIsCut: row.body.length > shownBytes,
    };
  });

  mountRoute(server, replayDelivery, async ({ params, request }) =>
    toDelivery(await replay(app, params.id, byCaller(request))),
  );

  mountRoute(server, replayPoisoned, ({ body, request }) =>
    replayAll(app, body, byCaller(request)),
  );

  mountRoute(server, getInboxDepth, ({ query }) => readDepth(app, query.kind));

  mountRoute(server, testSource, ({ params, request }) =>
    sendTest(app, drivers, params.id, byCaller(request)),
  );
};

/** Everything that arrives by a webhook: stored, answered, and then read by its driver. */
export const createInbox = (drivers: readonly HookDriver[]): Slice => ({
  name: 'inbox',
  partitions: [{ table: 'inbox', every: 'day', keepDays: 30, acceptDays: 0 }],
  tasks: (jobs) => ({ ...inboxTasks(drivers, generalReading)(jobs), ...releaseTask(jobs) }),
  urgentTasks: inboxTasks(drivers, urgentReading),
  routes: (server, app) => {
    mountHooks(server, app, drivers);
    mountApi(server, app, drivers);
  },
});
