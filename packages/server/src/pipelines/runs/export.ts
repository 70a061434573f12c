import type { Readable } from 'node:stream';
import type { PipelineRun, PipelineRunFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { exportPageRows, exportPages, toExportPage } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import type { PipelinesContext } from '../reading/read-pipelines.ts';
import { listRunRows } from './runs.store.ts';
import { readSlowLimits } from './slow-limits.ts';
import { toRun } from './to-run.ts';

const columns: readonly CsvColumn<PipelineRun>[] = [
  ['id', ({ id }) => id],
  ['externalId', ({ externalId }) => externalId],
  ['pipeline', ({ pipeline }) => pipeline],
  ['status', ({ status }) => status],
  ['isStalled', ({ isStalled }) => String(isStalled)],
  ['attempt', ({ attempt }) => attempt],
  ['maxAttempts', ({ maxAttempts }) => maxAttempts],
  ['durationMs', ({ durationMs }) => durationMs],
  ['errorType', ({ errorType }) => errorType],
  ['errorMessage', ({ errorMessage }) => errorMessage],
  ['failedStages', ({ failedStages }) => failedStages.join(' ')],
  ['organizationId', ({ organization }) => organization?.id],
  ['organizationExternalId', ({ organization }) => organization?.externalId],
  ['organizationName', ({ organization }) => organization?.name],
  ['userId', ({ user }) => user?.id],
  ['userExternalId', ({ user }) => user?.externalId],
  ['userName', ({ user }) => user?.name],
  ['sessionId', ({ sessionId }) => sessionId],
  ['traceId', ({ traceId }) => traceId],
];

export interface RunExport extends ExportFormat {
  readonly filter: PipelineRunFilter;
  readonly by: AuditSource;
}

/**
 * All runs that the filter gives, as text, page after page as the list has them: no transaction
 * stays open. The first page is read before anything is sent.
 */
export const startRunExport = async (
  context: PipelinesContext & Pick<AppContext, 'log'>,
  { filter, format, timeZone, by }: RunExport,
): Promise<Readable> => {
  const now = context.clock.now();
  const slowLimits = await readSlowLimits(context, filter);
  return exportPages(context, {
    by,
    action: 'pipeline_runs.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: async (after: Cursor | undefined) =>
      toExportPage(
        await listRunRows(context.db, filter, { limit: exportPageRows, after, now, slowLimits }),
        ({ created_at: at, id }) => ({ at, id }),
      ),
    toItem: (row) => toRun(row, now),
  });
};
