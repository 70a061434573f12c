import type { Readable } from 'node:stream';
import type { ActivityFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import type { Caller } from '../../access/caller.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { createRowWriter } from '../../platform/http/row-writer.ts';
import type { Logger } from '../../platform/log.ts';
import type { LogContext } from '../log-context.ts';
import { readPage, type RowPage } from '../reading/read-page.ts';
import type { Patience } from '../reading/search.ts';
import { toSelection, type Selection } from '../selection/selection.ts';
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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;
/** Of one page, so that a client that has gone away is noticed; the export has no limit. */
const patience: Patience = { searchMs: 800, statementMs: 60_000 };

/**
 * Page after page as the list has them: no transaction stays open, so an export of hours holds up
 * neither vacuum nor the dropping of partitions.
 */
async function* allPages(
  context: ExportContext,
  selection: Selection,
  first: RowPage,
): AsyncGenerator<RowPage> {
  for (let page = first; ;) {
    yield page;
    if (!page.next) return;
    page = await readPage(context, selection, { limit: pageRows, patience, after: page.next });
  }
}

/**
 * All rows that the filter gives, as text. The first page is read before anything is sent, so that
 * what can fail fails with an answer.
 */
export const startExport = async (
  context: ExportContext,
  { filter, format, timeZone, caller, by }: ExportRequest,
): Promise<Readable> => {
  const writer = createRowWriter(activityCsvColumns, { format, timeZone });
  const selection = await toSelection(context, filter, caller);
  const first = await readPage(context, selection, { limit: pageRows, patience, after: undefined });

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for await (const { rows } of allPages(context, selection, first)) {
      const items = rows.map((row) => toActivity(row, context.product, selection.seesPersonalData));
      yield { text: items.map((item) => writer.toLine(item)).join(''), rows: items.length };
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'activity.exported', asked, parts: parts() });
};
