import type { Readable } from 'node:stream';
import type { ListedExecution, StageExecutionFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { exportPageRows, exportPages, toExportPage } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listExecutionRows } from './executions.store.ts';
import { toListedExecution } from './read-executions.ts';

const columns: readonly CsvColumn<ListedExecution>[] = [
  ['id', ({ id }) => id],
  ['runId', ({ runId }) => runId],
  ['pipeline', ({ pipeline }) => pipeline],
  ['stage', ({ stage }) => stage],
  ['position', ({ position }) => position],
  ['status', ({ status }) => status],
  ['isStalled', ({ isStalled }) => String(isStalled)],
  ['neverRan', ({ neverRan }) => String(neverRan)],
  ['reason', ({ reason }) => reason],
  ['attempt', ({ attempt }) => attempt],
  ['durationMs', ({ durationMs }) => durationMs],
  ['errorType', ({ errorType }) => errorType],
  ['errorMessage', ({ errorMessage }) => errorMessage],
  ['accuracy', ({ accuracy }) => accuracy],
  ['traceId', ({ traceId }) => traceId],
];

export interface ExecutionExport extends ExportFormat {
  readonly filter: StageExecutionFilter;
  readonly by: AuditSource;
}

/**
 * All executions that the filter gives, as text, page after page as the list has them. The first
 * page is read before anything is sent.
 */
export const startExecutionExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: ExecutionExport,
): Promise<Readable> => {
  const now = context.clock.now();
  return exportPages(context, {
    by,
    action: 'stage_executions.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: async (after: Cursor | undefined) =>
      toExportPage(
        await listExecutionRows(context.db, filter, { limit: exportPageRows, after, now }),
        ({ created_at: at, id }) => ({ at, id }),
      ),
    toItem: (row) => toListedExecution(row, now),
  });
};
