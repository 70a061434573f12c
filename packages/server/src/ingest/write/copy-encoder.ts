import type { ActivityRow } from '../record/check-activity.ts';
import { CopyWriter } from './copy-writer.ts';

/** The columns in the order of the encoding; the store copies into exactly these. */
export const copyColumns = [
  'created_at',
  'received_at',
  'id',
  'organization_id',
  'user_id',
  'action',
  'category',
  'resource_type',
  'resource_id',
  'trace_id',
  'session_id',
  'ip_address',
  'user_agent',
  'metadata',
] as const;

/** Lengths, fixed fields, and the version byte of jsonb. */
const fixedBytes = 2 + copyColumns.length * 4 + 8 * 2 + 16 * 3 + 20 + 1;

/** Activity as binary COPY takes it. */
export class CopyEncoder extends CopyWriter {
  readonly #receivedAtMs: number;

  /** @param sizeBytes about what will come; it grows */
  constructor(receivedAtMs: number, sizeBytes: number) {
    super(sizeBytes);
    this.#receivedAtMs = receivedAtMs;
  }

  add(row: ActivityRow): void {
    const { action, userAgent, resourceType, resourceId, traceId, sessionId, metadata } = row;
    const characters =
      action.name.length +
      action.category.length +
      (userAgent?.length ?? 0) +
      (resourceType?.length ?? 0) +
      (resourceId?.length ?? 0) +
      (traceId?.length ?? 0) +
      (sessionId?.length ?? 0) +
      metadata.length;
    this.startRow(copyColumns.length, fixedBytes + characters * 3);
    this.time(row.createdAt);
    this.time(this.#receivedAtMs);
    this.uuid(row.id);
    this.binary(row.organization?.binary);
    this.binary(row.user?.binary);
    this.text(action.name);
    this.text(action.category);
    this.text(resourceType);
    this.text(resourceId);
    this.text(traceId);
    this.text(sessionId);
    this.binary(row.ipAddress?.binary);
    this.text(userAgent);
    this.json(metadata);
  }
}
