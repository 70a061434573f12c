import { ingestLimits, type BatchAnswer } from '@taffrail/contract';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { findIngestKey, type IngestKey } from '../access/ingest-key.ts';
import { raise } from '../platform/http/api-error.ts';
import { readBody } from '../platform/http/body.ts';
import { WaitingRoom } from '../platform/http/waiting-room.ts';
import { holdPriceBook, type HeldPriceBook, type PriceBook } from '../prices/prices.ts';
import type { AppContext, Slice } from '../slice.ts';
import { readEnvelope } from './envelope.ts';
import { batchesTotal, recordsTotal, waitingBytes } from './ingest-metrics.ts';
import { createIngest } from './ingest.ts';
import { createBatchReader } from './read-pending-batch.ts';
import { unavailable } from './unavailable.ts';

/** What batches under way may hold: about a second and a half of full speed. */
const room = { requests: 1_000, bytes: 64 * 1024 * 1024 };

const requireKey = async (app: AppContext, request: FastifyRequest): Promise<IngestKey> => {
  const key = await findIngestKey(app.keys, request.headers.authorization);
  if (!key) return raise('unauthenticated', { message: 'Send an ingest key that holds.' });
  if (key.scopes.includes('batch')) return key;
  const message = `The ingest key "${key.name}" lacks the scope batch: it has ${key.scopes.join(', ')}.`;
  return raise('forbidden', { message, details: { scope: 'batch' } });
};

/** What a job costs is decided when it comes in: without prices it has to wait. */
const readPrices = (prices: HeldPriceBook): Promise<PriceBook> =>
  prices.current().catch((cause: unknown) => {
    throw unavailable(cause);
  });

export const ingest: Slice = {
  name: 'ingest',

  // The day more is for batches of the last hours before a key is forgotten.
  partitions: [{ table: 'ingest_batches', every: 'day', keepDays: 8, acceptDays: 0 }],

  routes: (server, app) => {
    const { clock, log, product, changes, ingestPool: pool, ingestMayCopy: mayCopy } = app;
    const prices = holdPriceBook(app);
    const queue = createIngest({ pool, mayCopy, changes, clock, log });
    const readPendingBatch = createBatchReader(clock, product);
    const waitingRoom = new WaitingRoom({ ...room, onChange: (bytes) => waitingBytes.set(bytes) });

    const accept = async (request: FastifyRequest): Promise<BatchAnswer> => {
      const key = await requireKey(app, request);
      const envelope = readEnvelope(request.headers);
      const seat = waitingRoom.enter();
      try {
        const source = request.body as Readable | undefined;
        const body = source
          ? await readBody(source, { ...envelope, limitBytes: ingestLimits.bodyBytes }, seat)
          : Buffer.alloc(0);
        const batch = readPendingBatch(body, {
          keyId: key.id,
          idempotencyKey: envelope.idempotencyKey,
          prices: await readPrices(prices),
        });
        seat.grow(batch.encoded.length);
        return await queue.write(batch);
      } finally {
        seat.leave();
      }
    };

    // In a scope of its own: here the body is whatever was sent, and read only for a good key.
    void server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
      // The SDK sends gzip until an answer tells it so (RFC 9110, 12.5.3).
      scope.addHook('onRequest', async (_, reply) => {
        void reply.header('accept-encoding', 'gzip, zstd');
      });
      scope.addHook('onResponse', async (_, { statusCode }) =>
        batchesTotal.inc({ status: statusCode }),
      );
      scope.addHook('onClose', () => queue.settled());
      scope.route({
        method: 'POST',
        url: '/ingest/v1/batch',
        config: { access: 'public' },
        handler: async (request) => {
          const answer = await accept(request);
          recordsTotal.inc({ result: 'accepted' }, answer.accepted);
          recordsTotal.inc({ result: 'rejected' }, answer.rejected.length);
          return answer;
        },
      });
    });
  },
};
