import { ingestLimits } from '@taffrail/contract';
import type { Slice } from '../slice.ts';
import { readEnvelope } from './envelope.ts';
import { batchesTotal, recordsTotal } from './ingest-metrics.ts';
import type { IngestWay } from './ingest.ts';
import { createIntake } from './intake.ts';
import { recordLines } from './reading/record-source.ts';

const takeBatches: IngestWay = (scope, intake) => {
  scope.route({
    method: 'POST',
    url: '/ingest/v1/batch',
    config: { access: 'public' },
    handler: async (request) => {
      const readLimited = () => ({
        ...readEnvelope(request.headers),
        limitBytes: ingestLimits.bodyBytes,
      });
      const answer = await intake.accept(request, readLimited, recordLines);
      recordsTotal.inc({ result: 'accepted' }, answer.accepted);
      recordsTotal.inc({ result: 'rejected' }, answer.rejected.length);
      return answer;
    },
  });
};

/** @param ways other protocols whose records take the same way */
export const createIngest = (ways: readonly IngestWay[]): Slice => ({
  name: 'ingest',

  // The day more is for batches of the last hours before a key is forgotten.
  partitions: [{ table: 'ingest_batches', every: 'day', keepDays: 8, acceptDays: 0 }],

  routes: (server, app) => {
    const intake = createIntake(app);
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
      scope.addHook('onClose', () => intake.settled());
      for (const take of [takeBatches, ...ways]) take(scope, intake, app);
    });
  },
});
