import type { Readable } from 'node:stream';
import type { ListedExecution, StageExecutionFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  createRowWriter,
  type CsvColumn,
  type ExportFormat,
} from '../../platform/http/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listExecutionRows, type ListedRow } from './executions.store.ts';
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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

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
  const writer = createRowWriter(columns, { format, timeZone });
  const now = context.clock.now();
  const readFrom = (after: Cursor | undefined): Promise<readonly ListedRow[]> =>
    listExecutionRows(context.db, filter, { limit: pageRows, after, now });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.map((row) => writer.toLine(toListedExecution(row, now)));
      yield { text: lines.join(''), rows: lines.length };
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      page = await readFrom({ at: last.created_at, id: last.id });
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'stage_executions.exported', asked, parts: parts() });
};
