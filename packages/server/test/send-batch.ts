import type { Credential } from './credentials.ts';
import type { TestAnswer, TestServer } from './server.ts';

/** Records as lines, or a body as it is. */
export const sendBatch = (
  server: Pick<TestServer, 'inject'>,
  as: Pick<Credential, 'headers'> | undefined,
  batch: readonly object[] | string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestAnswer> =>
  server.inject('POST /ingest/v1/batch', {
    ...(as && { as }),
    body: Array.isArray(batch) ? batch.map((record) => JSON.stringify(record)).join('\n') : batch,
    headers: { 'content-type': 'application/x-ndjson', ...headers },
  });
