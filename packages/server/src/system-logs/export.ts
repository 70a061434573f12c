import type { Readable } from 'node:stream';
import type { SystemLog, SystemLogFilter } from '@taffrail/contract';
import type { AuditSource } from '../access/audit.ts';
import { streamExport, type ExportPart } from '../access/stream-export.ts';
import { createRowWriter, type CsvColumn, type ExportFormat } from '../platform/http/row-writer.ts';
import { usualPatience } from '../platform/reading/read-in-parts.ts';
import type { AppContext } from '../slice.ts';
import { readLogPage } from './read-page.ts';
import { toSystemLog } from './to-system-log.ts';

const columns: readonly CsvColumn<SystemLog>[] = [
  ['id', ({ id }) => id],
  ['level', ({ level }) => level],
  ['message', ({ message }) => message],
  ['source', ({ source }) => source],
  ['errorType', ({ errorType }) => errorType],
  ['fingerprint', ({ fingerprint }) => fingerprint],
  ['organizationId', ({ organization }) => organization?.id],
  ['organizationExternalId', ({ organization }) => organization?.externalId],
  ['organizationName', ({ organization }) => organization?.name],
  ['userId', ({ user }) => user?.id],
  ['userExternalId', ({ user }) => user?.externalId],
  ['userName', ({ user }) => user?.name],
  ['traceId', ({ traceId }) => traceId],
  ['sessionId', ({ sessionId }) => sessionId],
  ['context', ({ context }) => JSON.stringify(context)],
  ['stack', ({ stack }) => stack],
];

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

export interface LogExport extends ExportFormat {
  readonly filter: SystemLogFilter;
  readonly by: AuditSource;
}

/**
 * All logs that the filter gives, as text, page after page as the list has them: no transaction
 * stays open. The first page is read before anything is sent.
 */
export const startLogExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: LogExport,
): Promise<Readable> => {
  const writer = createRowWriter(columns, { format, timeZone });
  // A page is searched for in several goes, so that a client that has gone away is noticed.
  const patience = { ...usualPatience, statementMs: 60_000 };
  const readFrom = (after: Parameters<typeof readLogPage>[2]['after']) =>
    readLogPage(context, filter, { limit: pageRows, after }, patience);
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.rows.map((row) => writer.toLine(toSystemLog(row)));
      yield { text: lines.join(''), rows: lines.length };
      if (!page.next) return;
      page = await readFrom(page.next);
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'system_logs.exported', asked, parts: parts() });
};
