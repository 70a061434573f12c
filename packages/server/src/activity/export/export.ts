import { Readable } from 'node:stream';
import type { ActivityFilter } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Caller } from '../../access/caller.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { Logger } from '../../platform/log.ts';
import type { LogContext } from '../log-context.ts';
import { readPage, type RowPage } from '../reading/read-page.ts';
import type { Patience } from '../reading/search.ts';
import { toSelection, type Selection } from '../selection/selection.ts';
import { toActivity } from '../to-activity.ts';
import { createCsvWriter, type ActivityWriter } from './csv.ts';
import { createLocalTime } from './local-time.ts';

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

const createWriter = ({ format, timeZone }: ExportRequest): ActivityWriter => {
  if (format === 'ndjson')
    return { header: '', toLine: (activity) => `${JSON.stringify(activity)}\n` };
  if (timeZone === undefined) return createCsvWriter();
  const toLocal = createLocalTime(timeZone);
  if (toLocal) return createCsvWriter(toLocal);
  const fields = [{ field: 'timeZone', message: 'must be the IANA name of a time zone' }];
  return raise('invalid_request', { details: { in: 'querystring', fields } });
};

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
 * what can fail fails with an answer; the audit log has the export before the client has its end.
 */
export const startExport = async (
  context: ExportContext,
  request: ExportRequest,
): Promise<Readable> => {
  const { db, clock, log } = context;
  const { filter, format, caller, by } = request;
  const writer = createWriter(request);
  const selection = await toSelection(context, filter, caller);
  const first = await readPage(context, selection, { limit: pageRows, patience, after: undefined });

  async function* write(): AsyncGenerator<string> {
    let rows = 0;
    let complete = false;
    const audit = () =>
      recordAudit(db, clock, {
        by,
        action: 'activity.exported',
        after: { format, filter, rows, complete },
      });
    try {
      if (writer.header !== '') yield writer.header;
      for await (const page of allPages(context, selection, first)) {
        const items = page.rows.map((row) =>
          toActivity(row, context.product, selection.seesPersonalData),
        );
        if (items.length > 0) yield items.map((item) => writer.toLine(item)).join('');
        rows += items.length;
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
