import type pg from 'pg';
import { packHistogram } from '../../platform/latency-histogram.ts';
import { copyBinary } from '../write/copy-binary.sql.ts';
import type { RequestSpan } from '../pending-batch.ts';
import { writeTimestamp } from '../record/timestamp.ts';
import type { ApiRequestRow } from './check-api-request.ts';
import type { RequestCounts } from './request-counts.ts';
import { requestColumns } from './request-encoder.ts';

/** Fails with a unique violation when a record is known. */
export const copyRequests = (client: pg.ClientBase, encoded: readonly Buffer[]): Promise<number> =>
  copyBinary(client, 'api_metrics', requestColumns, encoded);

/** Passes over records that are known. Gives the ids of those that were new. */
export const insertRequests = async (
  client: pg.ClientBase,
  requests: readonly ApiRequestRow[],
): Promise<Set<string>> => {
  const { rows } = await client.query<{ id: string }>(
    'select inserted_id as id from ingest_insert_api_requests($1)',
    [JSON.stringify(requests.map(toJson))],
  );
  return new Set(rows.map(({ id }) => id));
};

/** Two ways tell of the same request with the clock of the same machine. */
const reachMs = 3_600_000;

/** Of these spans of requests, those that there is a request of; the traces must be locked. */
export const findKnownSpans = async (
  client: pg.ClientBase,
  spans: readonly RequestSpan[],
): Promise<Pick<RequestSpan, 'traceId' | 'spanId'>[]> => {
  const times = spans.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b);
  const first = times.at(0) ?? 0;
  const last = times.at(-1) ?? 0;
  const { rows } = await client.query<Pick<RequestSpan, 'traceId' | 'spanId'>>(
    `select known_trace_id as "traceId", known_span_id as "spanId"
     from ingest_known_request_spans($1, $2, $3, $4)`,
    [
      spans.map(({ traceId }) => traceId),
      spans.map(({ spanId }) => spanId),
      new Date(first - reachMs),
      new Date(last + reachMs),
    ],
  );
  return rows;
};

const toJson = (row: ApiRequestRow) => ({
  created_at: writeTimestamp(row.createdAt),
  id: row.id,
  endpoint: row.endpoint,
  method: row.method,
  status_code: row.statusCode,
  response_time_ms: row.responseTimeMs,
  organization_id: row.organization?.id,
  user_id: row.user?.id,
  trace_id: row.traceId,
  span_id: row.spanId,
  count: row.count,
});

/** Appends to the rollups what a job folds into them once the minute has closed. */
export const countRequests = async (
  client: pg.ClientBase,
  counts: RequestCounts,
): Promise<void> => {
  const all = counts.all();
  if (all.length === 0) return;
  const rows = all.map(({ minute, endpoint, method, statusCode, cells }) => ({
    minute: writeTimestamp(minute),
    endpoint,
    method,
    status_code: statusCode,
    histogram: packHistogram(cells).toString('base64'),
  }));
  await client.query('select ingest_count_api_requests($1)', [JSON.stringify(rows)]);
};
