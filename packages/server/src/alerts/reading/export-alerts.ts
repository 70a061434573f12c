import type { Readable } from 'node:stream';
import type { Alert, AlertFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  createRowWriter,
  type CsvColumn,
  type ExportFormat,
} from '../../platform/http/row-writer.ts';
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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

export interface AlertExport extends ExportFormat {
  readonly filter: AlertFilter;
  readonly by: AuditSource;
}

/** All alerts that the filter gives, as text, page after page as the list has them. */
export const startAlertExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: AlertExport,
): Promise<Readable> => {
  const writer = createRowWriter(columns, { format, timeZone });
  const now = context.clock.now();
  // A page is searched for in several goes, so that a client that has gone away is noticed.
  const patience = { ...usualPatience, statementMs: 60_000 };
  const readFrom = (after: Cursor | undefined) =>
    readAlertPage(context, filter, { limit: pageRows, after }, patience);
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const alerts = page.rows.map((row) => toAlert(row, now));
      const lines = alerts.map((alert) => writer.toLine({ ...alert, createdAt: alert.startedAt }));
      yield { text: lines.join(''), rows: lines.length };
      if (!page.next) return;
      page = await readFrom(page.next);
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'alerts.exported', asked, parts: parts() });
};
