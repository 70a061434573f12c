import { Readable } from 'node:stream';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Logger } from '../platform/log.ts';
import { recordAudit, type AuditSource } from './audit.ts';

export interface ExportContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

/** As much of an export as is held in memory at a time. */
export interface ExportPart {
  readonly text: string;
  readonly rows: number;
}

export interface StreamedExport {
  readonly by: AuditSource;
  /** Of the audit log: `activity.exported`. */
  readonly action: `${string}.${string}`;
  /** What was asked for; the audit log has it beside the number of rows that were sent. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** What can fail with an answer has been read before the first of them. */
  readonly parts: AsyncIterable<ExportPart>;
}

/** The text of an export. The audit log has the export before the client has its end. */
export const streamExport = (
  { db, clock, log }: ExportContext,
  { by, action, asked, parts }: StreamedExport,
): Readable => {
  async function* write(): AsyncGenerator<string> {
    let rows = 0;
    let complete = false;
    const audit = () => recordAudit(db, clock, { by, action, after: { ...asked, rows, complete } });
    try {
      for await (const part of parts) {
        if (part.text !== '') yield part.text;
        rows += part.rows;
      }
      complete = true;
      await audit();
    } finally {
      // The client went away, or the database did.
      if (!complete)
        await audit().catch((error: unknown) =>
          log.error({ err: error, by: by.actor.label, rows }, 'export without an audit entry'),
        );
    }
  }
  return Readable.from(write());
};
