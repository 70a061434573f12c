import type { Readable } from 'node:stream';
import type { SystemLog, SystemLogFilter } from '@taffrail/contract';
import type { AuditSource } from '../access/audit.ts';
import { exportPageRows, exportPages } from '../access/export-pages.ts';
import type { CsvColumn } from '../platform/http/files/csv.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import type { ExportFormat } from '../platform/http/files/row-writer.ts';
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
  // A page is searched for in several goes, so that a client that has gone away is noticed.
  const patience = { ...usualPatience, statementMs: 60_000 };
  return exportPages(context, {
    by,
    action: 'system_logs.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: (after: Cursor | undefined) =>
      readLogPage(context, filter, { limit: exportPageRows, after }, patience),
    toItem: toSystemLog,
  });
};
