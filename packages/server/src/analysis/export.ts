import type { Readable } from 'node:stream';
import type { AnalysisRun, AnalysisRunFilter } from '@taffrail/contract';
import type { AuditSource } from '../access/audit.ts';
import { streamExport, type ExportPart } from '../access/stream-export.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import { createRowWriter, type CsvColumn, type ExportFormat } from '../platform/http/row-writer.ts';
import type { AppContext } from '../slice.ts';
import { listAnalysisRows, type ListedAnalysisRow } from './analysis-runs.store.ts';
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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

export interface AnalysisExport extends ExportFormat {
  readonly filter: AnalysisRunFilter;
  readonly by: AuditSource;
}

/** All analyses that the filter gives, as the list has them; the first page before anything is sent. */
export const startAnalysisExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: AnalysisExport,
): Promise<Readable> => {
  const writer = createRowWriter(columns, { format, timeZone });
  const now = context.clock.now();
  const readFrom = (after: Cursor | undefined): Promise<readonly ListedAnalysisRow[]> =>
    listAnalysisRows(context.db, filter, { limit: pageRows, after, now });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.map((row) => writer.toLine(toAnalysisRun(row)));
      yield { text: lines.join(''), rows: lines.length };
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      page = await readFrom({ at: last.created_at, id: last.id });
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'analysis_runs.exported', asked, parts: parts() });
};
