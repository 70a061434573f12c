import { randomUUID } from 'node:crypto';
import { BatchAnswer, type IngestRecord } from '@taffrail/contract';
import type { ConsoleAccess } from './product.ts';

/** Sends records as a product would; throws unless every one of them was accepted. */
export const sendBatch = async (
  { url, ingestKey }: ConsoleAccess,
  records: readonly IngestRecord[],
): Promise<void> => {
  const response = await fetch(`${url}/ingest/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ingestKey}`,
      'content-type': 'application/x-ndjson',
      'idempotency-key': randomUUID(),
    },
    body: records.map((record) => JSON.stringify(record)).join('\n'),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The batch was answered with ${response.status}: ${text}`);
  const { rejected } = BatchAnswer.parse(JSON.parse(text));
  if (rejected.length > 0) throw new Error(`Rejected: ${JSON.stringify(rejected)}`);
};
