import type pg from 'pg';
import type { PendingBatch } from '../pending-batch.ts';
import { copyRequests, countRequests, insertRequests } from './api-request.store.ts';
import type { ApiRequestRow } from './check-api-request.ts';
import { RequestCounts } from './request-counts.ts';

const mergeCounts = (batches: readonly PendingBatch[]): RequestCounts => {
  const counts = new RequestCounts();
  for (const { requests } of batches) counts.merge(requests.counts);
  return counts;
};

/** A record that two batches hold is written once, as one that was known is. */
const readRows = (batches: readonly PendingBatch[]): ApiRequestRow[] => {
  const rows = new Map<string, ApiRequestRow>();
  for (const { readRequests } of batches)
    for (const row of readRequests()) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
};

/** Rollups count only rows that were really inserted. */
const insertRows = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
): Promise<RequestCounts> => {
  const rows = readRows(batches);
  const inserted = await insertRequests(client, rows);
  const counts = new RequestCounts();
  for (const row of rows) if (inserted.has(row.id)) counts.add(row);
  return counts;
};

const copyRows = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
): Promise<RequestCounts> => {
  await copyRequests(
    client,
    batches.map(({ requests }) => requests.encoded),
  );
  return mergeCounts(batches);
};

/** The requests of batches: their rows, and what those add to the rollups. */
export const writeRequests = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
  way: 'copy' | 'insert',
): Promise<void> => {
  const withRequests = batches.filter(({ requests }) => requests.rowCount > 0);
  if (withRequests.length === 0) return;
  const write = way === 'copy' ? copyRows : insertRows;
  await countRequests(client, await write(client, withRequests));
};
