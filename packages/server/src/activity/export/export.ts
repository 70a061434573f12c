import type { Readable } from 'node:stream';
import type { ActivityFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import type { Caller } from '../../access/caller.ts';
import { exportPageRows, exportPages } from '../../access/export-pages.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { Logger } from '../../platform/log.ts';
import type { LogContext } from '../log-context.ts';
import { readPage } from '../reading/read-page.ts';
import type { Patience } from '../reading/search.ts';
import { toSelection } from '../selection/selection.ts';
import { toActivity } from '../to-activity.ts';
import { activityCsvColumns } from './csv.ts';

export interface ExportContext extends LogContext {
  readonly log: Logger;
}

export interface ExportRequest {
  readonly filter: ActivityFilter;
  readonly format: 'csv' | 'ndjson';
  readonly timeZone: string | undefined;
  readonly caller: Caller;
  readonly by: AuditSource;
}

/** Of one page, so that a client that has gone away is noticed; the export has no limit. */
const patience: Patience = { searchMs: 800, statementMs: 60_000 };

/**
 * All rows that the filter gives, as text. The first page is read before anything is sent, so that
 * what can fail fails with an answer.
 */
export const startExport = async (
  context: ExportContext,
  { filter, format, timeZone, caller, by }: ExportRequest,
): Promise<Readable> => {
  const selection = await toSelection(context, filter, caller);
  return exportPages(context, {
    by,
    action: 'activity.exported',
    filter,
    format,
    timeZone,
    columns: activityCsvColumns,
    readFrom: (after: Cursor | undefined) =>
      readPage(context, selection, { limit: exportPageRows, patience, after }),
    toItem: (row) => toActivity(row, context.product, selection.seesPersonalData),
  });
};
