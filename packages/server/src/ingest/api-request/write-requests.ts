import type pg from 'pg';
import type { PendingBatch } from '../pending-batch.ts';
import {
  copyRequests,
  countRequests,
  findKnownSpans,
  insertRequests,
} from './api-request.store.ts';
import type { ApiRequestRow } from './check-api-request.ts';
import { RequestCounts } from './request-counts.ts';

interface SpanIds {
  readonly traceId: string | null;
  readonly spanId: string | null;
}

/** Undefined for a request of which one does not know what span it has. */
const keyOf = ({ traceId, spanId }: SpanIds): string | undefined =>
  traceId === null || spanId === null ? undefined : `${traceId} ${spanId}`;

const mergeCounts = (batches: readonly PendingBatch[]): RequestCounts => {
  const counts = new RequestCounts();
  for (const { requests } of batches) counts.merge(requests.counts);
  return counts;
};

/**
 * A record that two batches hold is written once, as one that was known is, and so is a request
 * that its middleware and OpenTelemetry tell of: what came first stays.
 */
const readRows = (
  batches: readonly PendingBatch[],
  knownSpans: ReadonlySet<string>,
): ApiRequestRow[] => {
  const rows = new Map<string, ApiRequestRow>();
  const spans = new Set(knownSpans);
  for (const { readRequests } of batches)
    for (const row of readRequests()) {
      const span = keyOf(row);
      if (rows.has(row.id) || (span !== undefined && spans.has(span))) continue;
      if (span !== undefined) spans.add(span);
      rows.set(row.id, row);
    }
  return [...rows.values()];
};

/** Rollups count only rows that were really inserted. */
const insertRows = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
  knownSpans: ReadonlySet<string>,
): Promise<RequestCounts> => {
  const rows = readRows(batches, knownSpans);
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

/**
 * The requests of batches: their rows, and what those add to the rollups. The traces of those that
 * name their span must be locked.
 */
export const writeRequests = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
  way: 'copy' | 'insert',
): Promise<void> => {
  const withRequests = batches.filter(({ requests }) => requests.rowCount > 0);
  if (withRequests.length === 0) return;
  const spans = withRequests.flatMap(({ requests }) => requests.spans);
  const known = spans.length > 0 ? await findKnownSpans(client, spans) : [];
  const knownSpans = new Set(known.flatMap((span) => keyOf(span) ?? []));
  const isEachOnce = new Set(spans.map(keyOf)).size === spans.length;
  const counts =
    way === 'copy' && knownSpans.size === 0 && isEachOnce
      ? await copyRows(client, withRequests)
      : await insertRows(client, withRequests, knownSpans);
  await countRequests(client, counts);
};
