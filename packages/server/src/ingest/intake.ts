import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { findIngestKey, type IngestKey } from '../access/ingest-key.ts';
import { raise } from '../platform/http/api-error.ts';
import { readBody } from '../platform/http/body.ts';
import { WaitingRoom } from '../platform/http/waiting-room.ts';
import { holdPriceBook, type HeldPriceBook, type PriceBook } from '../prices/prices.ts';
import type { AppContext } from '../slice.ts';
import { waitingBytes } from './ingest-metrics.ts';
import type { Intake } from './ingest.ts';
import { createBatchReader } from './reading/read-pending-batch.ts';
import { unavailable } from './write/unavailable.ts';
import { createWriteQueue } from './write/write-queue.ts';

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

export const createIntake = (app: AppContext): Intake => {
  const { clock, log, product, changes, ingestPool: pool, ingestMayCopy: mayCopy } = app;
  const prices = holdPriceBook(app);
  const queue = createWriteQueue({ pool, mayCopy, changes, clock, log });
  const readPendingBatch = createBatchReader(clock, product);
  const waitingRoom = new WaitingRoom({ ...room, onChange: (bytes) => waitingBytes.set(bytes) });

  return {
    async accept(request, readEnvelope, read) {
      const key = await requireKey(app, request);
      const envelope = readEnvelope();
      const seat = waitingRoom.enter();
      try {
        const body = request.body as Readable | undefined;
        const source = read(body ? await readBody(body, envelope, seat) : Buffer.alloc(0));
        const batch = readPendingBatch(source, {
          keyId: key.id,
          idempotencyKey: envelope.idempotencyKey,
          prices: await readPrices(prices),
        });
        seat.grow(batch.encoded.length + source.heldBytes);
        return await queue.write(batch);
      } finally {
        seat.leave();
      }
    },
    settled: () => queue.settled(),
  };
};
