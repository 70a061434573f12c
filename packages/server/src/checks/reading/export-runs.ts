import type { Readable } from 'node:stream';
import type { CheckRun, CheckRunFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  createRowWriter,
  type CsvColumn,
  type ExportFormat,
} from '../../platform/http/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listRuns, toRun } from './read-runs.ts';
import type { RunRow } from './runs.store.ts';

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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

export interface CheckRunExport extends ExportFormat {
  readonly filter: CheckRunFilter;
  readonly by: AuditSource;
}

/** All runs that the filter gives, page after page as the list has them: no transaction stays open. */
export const startRunExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: CheckRunExport,
): Promise<Readable> => {
  const writer = createRowWriter(columns, { format, timeZone });
  const now = context.clock.now();
  const readFrom = (after: Cursor | undefined): Promise<readonly RunRow[]> =>
    listRuns(context.db, filter, { limit: pageRows, after, now });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.map((row) => writer.toLine(toRun(row)));
      yield { text: lines.join(''), rows: lines.length };
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      page = await readFrom({ at: last.created_at, id: last.id });
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'check_runs.exported', asked, parts: parts() });
};
