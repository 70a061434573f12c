import { CopyWriter } from '../write/copy-writer.ts';
import type { ApiRequestRow } from './check-api-request.ts';

/** The columns in the order of the encoding; the store copies into exactly these. */
export const requestColumns = [
  'created_at',
  'id',
  'endpoint',
  'method',
  'status_code',
  'response_time_ms',
  'organization_id',
  'user_id',
  'trace_id',
  'span_id',
  'count',
] as const;

/** Lengths, and fields of fixed size. */
const fixedBytes = 2 + requestColumns.length * 4 + 8 * 2 + 16 * 3 + 2 + 4;

/** Requests as binary COPY takes them. */
export class RequestEncoder extends CopyWriter {
  add(row: ApiRequestRow): void {
    const { endpoint, method, traceId, spanId } = row;
    const characters =
      endpoint.length + method.length + (traceId?.length ?? 0) + (spanId?.length ?? 0);
    this.startRow(requestColumns.length, fixedBytes + characters * 3);
    this.time(row.createdAt);
    this.uuid(row.id);
    this.text(endpoint);
    this.text(method);
    this.smallint(row.statusCode);
    this.double(row.responseTimeMs);
    this.binary(row.organization?.binary);
    this.binary(row.user?.binary);
    this.text(traceId);
    this.text(spanId);
    this.integer(row.count);
  }
}
