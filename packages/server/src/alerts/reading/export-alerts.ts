import type { Readable } from 'node:stream';
import type { Alert, AlertFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { exportPageRows, exportPages } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
import { usualPatience } from '../../platform/reading/read-in-parts.ts';
import type { AppContext } from '../../slice.ts';
import { readAlertPage } from './read-alerts.ts';
import { toAlert } from './to-alert.ts';

/** Exports are ordered, and dated, by when an alert began to fire. */
type AlertLine = Alert & { readonly createdAt: string };

const columns: readonly CsvColumn<AlertLine>[] = [
  ['id', ({ id }) => id],
  ['severity', ({ severity }) => severity],
  ['status', ({ status }) => status],
  ['name', ({ name }) => name],
  ['labels', ({ labels }) => JSON.stringify(labels)],
  ['service', ({ service }) => service],
  ['sourceKind', ({ source }) => source.kind],
  ['sourceName', ({ source }) => source.name],
  ['endedAt', ({ endedAt }) => endedAt],
  ['resolvedBy', ({ resolvedBy }) => resolvedBy],
  ['firstSeenAt', ({ firstSeenAt }) => firstSeenAt],
  ['lastSeenAt', ({ lastSeenAt }) => lastSeenAt],
  ['occurrences', ({ occurrences }) => occurrences],
  ['isFlapping', ({ isFlapping }) => String(isFlapping)],
  ['isAcknowledgedBySender', ({ isAcknowledgedBySender }) => String(isAcknowledgedBySender)],
  ['incidentNumber', ({ incident }) => incident?.number],
  ['incidentId', ({ incident }) => incident?.id],
  ['traceId', ({ traceId }) => traceId],
];

export interface AlertExport extends ExportFormat {
  readonly filter: AlertFilter;
  readonly by: AuditSource;
}

/** All alerts that the filter gives, as text, page after page as the list has them. */
export const startAlertExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: AlertExport,
): Promise<Readable> => {
  const now = context.clock.now();
  // A page is searched for in several goes, so that a client that has gone away is noticed.
  const patience = { ...usualPatience, statementMs: 60_000 };
  return exportPages(context, {
    by,
    action: 'alerts.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: (after: Cursor | undefined) =>
      readAlertPage(context, filter, { limit: exportPageRows, after }, patience),
    toItem: (row) => {
      const alert = toAlert(row, now);
      return { ...alert, createdAt: alert.startedAt };
    },
  });
};
