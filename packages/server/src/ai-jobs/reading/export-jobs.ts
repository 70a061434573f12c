import type { Readable } from 'node:stream';
import type { AiJobFilter, ListedAiJob } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { exportPageRows, exportPages } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
import { usualPatience } from '../../platform/reading/read-in-parts.ts';
import type { AppContext } from '../../slice.ts';
import { readJobPage } from './read-job-page.ts';
import { toListedAiJob } from './to-ai-job.ts';

const columns: readonly CsvColumn<ListedAiJob>[] = [
  ['id', ({ id }) => id],
  ['provider', ({ provider }) => provider],
  ['model', ({ model }) => model],
  ['operation', ({ operation }) => operation],
  ['route', ({ route }) => route],
  ['organizationId', ({ organization }) => organization?.id],
  ['organizationExternalId', ({ organization }) => organization?.externalId],
  ['organizationName', ({ organization }) => organization?.name],
  ['userId', ({ user }) => user?.id],
  ['userExternalId', ({ user }) => user?.externalId],
  ['userName', ({ user }) => user?.name],
  ['inputTokens', ({ inputTokens }) => inputTokens],
  ['outputTokens', ({ outputTokens }) => outputTokens],
  ['cachedReadTokens', ({ cachedReadTokens }) => cachedReadTokens],
  ['cachedWriteTokens', ({ cachedWriteTokens }) => cachedWriteTokens],
  ['reasoningTokens', ({ reasoningTokens }) => reasoningTokens],
  ['costUsd', ({ costUsd }) => costUsd],
  ['costSource', ({ costSource }) => costSource],
  ['latencyMs', ({ latencyMs }) => latencyMs],
  ['timeToFirstTokenMs', ({ timeToFirstTokenMs }) => timeToFirstTokenMs],
  ['status', ({ status }) => status],
  ['errorType', ({ errorType }) => errorType],
  ['accuracy', ({ accuracy }) => accuracy],
  ['traceId', ({ traceId }) => traceId],
];

export interface JobExport extends ExportFormat {
  readonly filter: AiJobFilter;
  readonly by: AuditSource;
}

/** All jobs that the filter gives, as text, page after page as the list has them. */
export const startJobExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: JobExport,
): Promise<Readable> => {
  // A page is searched for in several goes, so that a client that has gone away is noticed.
  const patience = { ...usualPatience, statementMs: 60_000 };
  return exportPages(context, {
    by,
    action: 'ai_jobs.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: (after: Cursor | undefined) =>
      readJobPage(context, filter, { limit: exportPageRows, after }, patience),
    toItem: toListedAiJob,
  });
};
