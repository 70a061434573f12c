import type { Readable } from 'node:stream';
import type { CheckRun, CheckRunFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { exportPageRows, exportPages, toExportPage } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listRuns, toRun } from './read-runs.ts';

const columns: readonly CsvColumn<CheckRun>[] = [
  ['id', ({ id }) => id],
  ['checkId', ({ check }) => check.id],
  ['check', ({ check }) => check.name],
  ['kind', ({ check }) => check.kind],
  ['result', ({ result }) => result],
  ['message', ({ message }) => message],
  ['value', ({ value }) => value],
  ['warningAt', ({ warningAt }) => warningAt],
  ['criticalAt', ({ criticalAt }) => criticalAt],
  ['durationMs', ({ durationMs }) => durationMs],
  ['host', ({ host }) => host],
  ['target', ({ target }) => target],
  ['cause', ({ cause }) => cause],
  ['traceId', ({ traceId }) => traceId],
];

export interface CheckRunExport extends ExportFormat {
  readonly filter: CheckRunFilter;
  readonly by: AuditSource;
}

/** All runs that the filter gives, page after page as the list has them: no transaction stays open. */
export const startRunExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: CheckRunExport,
): Promise<Readable> => {
  const now = context.clock.now();
  return exportPages(context, {
    by,
    action: 'check_runs.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: async (after: Cursor | undefined) =>
      toExportPage(
        await listRuns(context.db, filter, { limit: exportPageRows, after, now }),
        ({ created_at: at, id }) => ({ at, id }),
      ),
    toItem: toRun,
  });
};
