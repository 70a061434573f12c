import { otlpLimits } from '@taffrail/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IngestWay, RecordSource } from '../ingest/ingest.ts';
import { readPacking } from '../platform/http/body.ts';
import { noteError } from '../platform/http/error-answers.ts';
import { findEncoding, mediaTypes, requireEncoding, type Encoding } from './answer/encoding.ts';
import { writeAnswer, writeStatus, type RejectedName } from './answer/write-answer.ts';
import { decodeLogs as decodeJsonLogs } from './decode/json/decode-logs.ts';
import { decodeSpans as decodeJsonSpans } from './decode/json/decode-spans.ts';
import { decodeLogs } from './decode/protobuf/decode-logs.ts';
import { decodeSpans } from './decode/protobuf/decode-spans.ts';
import { toOwnerNames } from './map/owner.ts';
import type { ReadingOptions } from './sources/otlp-source.ts';
import { readLogs } from './sources/read-logs.ts';
import { readTraces } from './sources/read-traces.ts';
import { Rejections } from './sources/rejections.ts';

/** What one signal is: where it is sent to, and how a body of it is read. */
interface Signal {
  readonly url: string;
  readonly rejectedName: RejectedName;
  readonly read: (body: Buffer, encoding: Encoding, options: ReadingOptions) => RecordSource;
}

const signals: readonly Signal[] = [
  {
    url: '/v1/traces',
    rejectedName: 'rejectedSpans',
    read: (body, encoding, options) =>
      readTraces(body, encoding === 'json' ? decodeJsonSpans : decodeSpans, options),
  },
  {
    url: '/v1/logs',
    rejectedName: 'rejectedLogRecords',
    read: (body, encoding, options) =>
      readLogs(body, encoding === 'json' ? decodeJsonLogs : decodeLogs, options),
  },
];

const readEnvelope = ({ headers }: FastifyRequest) => {
  const length = headers['content-length'];
  return {
    packing: readPacking(headers['content-encoding']),
    sizeBytes: length === undefined ? undefined : Number(length),
    limitBytes: otlpLimits.bodyBytes,
  };
};

const answerFailure = (
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const error = noteError(thrown, request, reply);
  // Who sends neither is shown the one that people read.
  const encoding = findEncoding(request.headers['content-type']) ?? 'json';
  return reply.type(mediaTypes[encoding]).send(writeStatus(encoding, error));
};

/** OTLP over HTTP, as exporters and collectors send it. */
export const takeOtlp: IngestWay = (scope, intake, { product }) => {
  const names = toOwnerNames(product);
  void scope.register(async (otlp) => {
    otlp.setErrorHandler(answerFailure);
    for (const { url, rejectedName, read } of signals)
      otlp.route({
        method: 'POST',
        url,
        config: { access: 'public' },
        handler: async (request, reply) => {
          let encoding: Encoding = 'protobuf';
          let rejections = new Rejections();
          const readHeaders = () => {
            encoding = requireEncoding(request.headers['content-type']);
            return readEnvelope(request);
          };
          await intake.accept(request, readHeaders, (body) =>
            read(body, encoding, { names, note: (noted) => (rejections = noted) }),
          );
          const answer = writeAnswer(encoding, rejectedName, rejections);
          return reply.type(mediaTypes[encoding]).send(answer);
        },
      });
  });
};
