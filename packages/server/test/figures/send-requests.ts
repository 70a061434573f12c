import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Credential } from '../credentials.ts';
import type { TestServer } from '../server.ts';

export interface RequestGiven {
  readonly id?: string;
  readonly endpoint?: string;
  readonly method?: string;
  readonly statusCode?: number;
  readonly responseTimeMs?: number;
  readonly organizationId?: string;
  readonly userId?: string;
  readonly traceId?: string;
  readonly count?: number;
  /** Now unless given. */
  readonly createdAt?: string;
}

const recordsABatch = 10_000;

/** The product's requests, the way they come: through the batch endpoint. */
export const sendRequests = async (
  server: TestServer,
  key: Credential,
  given: readonly RequestGiven[],
): Promise<void> => {
  for (let from = 0; from < given.length; from += recordsABatch) {
    const batch = given.slice(from, from + recordsABatch);
    const lines = batch.map((request) =>
      JSON.stringify({
        kind: 'api_request',
        endpoint: '/leads/:id',
        method: 'GET',
        statusCode: 200,
        responseTimeMs: 10,
        createdAt: server.clock.now().toISOString(),
        ...request,
      }),
    );
    const { body } = await server.inject('POST /ingest/v1/batch', {
      as: key,
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body: gzipSync(lines.join('\n')),
    });
    expect(body).toMatchObject({ accepted: batch.length, rejected: [] });
  }
};
