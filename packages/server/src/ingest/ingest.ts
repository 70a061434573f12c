import type { BatchAnswer } from '@taffrail/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BodyEnvelope } from '../platform/http/body.ts';
import type { AppContext } from '../slice.ts';
import type { RecordSource } from './reading/record-source.ts';

/** The way from a request to the answer after its commit, whatever protocol it speaks. */
export interface Intake {
  /**
   * @param readEnvelope what the headers say; asked once the sender is known
   * @param read what the body says; called once, with all of it unpacked
   * @throws `unauthenticated`, `forbidden`, `payload_too_large`, `unreadable_body`, `unavailable`,
   *   and what the two throw
   */
  accept(
    request: FastifyRequest,
    readEnvelope: () => BodyEnvelope & { readonly idempotencyKey?: string | undefined },
    read: (body: Buffer) => RecordSource,
  ): Promise<BatchAnswer>;
  /** Resolves when nothing waits or is being written. */
  settled(): Promise<void>;
}

/** A protocol by which records come in. Its routes stand where bodies are not parsed. */
export type IngestWay = (
  scope: FastifyInstance,
  intake: Intake,
  app: Pick<AppContext, 'product'>,
) => void;

// What a protocol reads records with.
export { BatchReport } from './reading/batch-report.ts';
export type { RecordSource } from './reading/record-source.ts';
export type { CheckContext } from './record/check-activity.ts';
export { checkRecord, type CheckedRow } from './record/check-record.ts';
export type { JsonObject } from './record/fields.ts';
export { Rejection } from './record/rejection.ts';
