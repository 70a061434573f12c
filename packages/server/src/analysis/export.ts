import type { Readable } from 'node:stream';
import type { AnalysisRun, AnalysisRunFilter } from '@taffrail/contract';
import type { AuditSource } from '../access/audit.ts';
import { exportPageRows, exportPages, toExportPage } from '../access/export-pages.ts';
import type { CsvColumn } from '../platform/http/files/csv.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import type { ExportFormat } from '../platform/http/files/row-writer.ts';
import type { AppContext } from '../slice.ts';
import { listAnalysisRows } from './analysis-runs.store.ts';
import { toAnalysisRun } from './to-analysis-run.ts';

const columns: readonly CsvColumn<AnalysisRun>[] = [
  ['id', ({ id }) => id],
  ['status', ({ status }) => status],
  ['provider', ({ provider }) => provider],
  ['model', ({ model }) => model],
  ['purpose', ({ purpose }) => purpose],
  ['inputTokens', ({ inputTokens }) => inputTokens],
  ['outputTokens', ({ outputTokens }) => outputTokens],
  ['costUsd', ({ costUsd }) => costUsd],
  ['latencyMs', ({ latencyMs }) => latencyMs],
  ['rating', ({ rating }) => rating],
  ['confidence', ({ confidence }) => confidence],
  ['summary', ({ summary }) => summary],
  ['errorType', ({ errorType }) => errorType],
  ['errorMessage', ({ errorMessage }) => errorMessage],
  ['incidentNumber', ({ incident }) => incident?.number],
  ['incidentId', ({ incident }) => incident?.id],
  ['alertId', ({ alert }) => alert?.id],
  ['alertName', ({ alert }) => alert?.name],
  ['runId', ({ runId }) => runId],
  ['traceId', ({ traceId }) => traceId],
];

export interface AnalysisExport extends ExportFormat {
  readonly filter: AnalysisRunFilter;
  readonly by: AuditSource;
}

/** All analyses that the filter gives, as the list has them; the first page before anything is sent. */
export const startAnalysisExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: AnalysisExport,
): Promise<Readable> => {
  const now = context.clock.now();
  return exportPages(context, {
    by,
    action: 'analysis_runs.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: async (after: Cursor | undefined) =>
      toExportPage(
        await listAnalysisRows(context.db, filter, { limit: exportPageRows, after, now }),
        ({ created_at: at, id }) => ({ at, id }),
      ),
    toItem: toAnalysisRun,
  });
};
