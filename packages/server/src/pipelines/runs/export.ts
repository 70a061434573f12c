import type { Readable } from 'node:stream';
import type { PipelineRun, PipelineRunFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  createRowWriter,
  type CsvColumn,
  type ExportFormat,
} from '../../platform/http/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import type { PipelinesContext } from '../reading/read-pipelines.ts';
import { listRunRows, type RunRow } from './runs.store.ts';
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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

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
  const writer = createRowWriter(columns, { format, timeZone });
  const now = context.clock.now();
  const slowLimits = await readSlowLimits(context, filter);
  const readFrom = (after: Cursor | undefined): Promise<readonly RunRow[]> =>
    listRunRows(context.db, filter, { limit: pageRows, after, now, slowLimits });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.map((row) => writer.toLine(toRun(row, now)));
      yield { text: lines.join(''), rows: lines.length };
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      page = await readFrom({ at: last.created_at, id: last.id });
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'pipeline_runs.exported', asked, parts: parts() });
};
