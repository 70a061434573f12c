import type { Readable } from 'node:stream';
import type { Incident, IncidentFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import type { Caller } from '../../access/caller.ts';
import { exportPageRows, exportPages, toExportPage } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listIncidentRows, type IncidentCursor } from './incidents.store.ts';
import { operatorIdOf, toIncidentCursor } from './list-incidents.ts';
import { toIncident } from './to-incident.ts';

/** As other exports have it. */
interface ExportedIncident extends Incident {
  readonly createdAt: string;
}

const columns: readonly CsvColumn<ExportedIncident>[] = [
  ['id', ({ id }) => id],
  ['number', ({ number }) => number],
  ['title', ({ title }) => title],
  ['severity', ({ severity }) => severity],
  ['state', ({ state }) => state],
  ['service', ({ service }) => service],
  ['owner', ({ owner }) => owner?.name],
  ['acknowledgedAt', ({ acknowledgedAt }) => acknowledgedAt],
  ['resolvedAt', ({ resolvedAt }) => resolvedAt],
  ['closedAt', ({ closedAt }) => closedAt],
  ['resolvedByItself', ({ resolvedByItself }) => String(resolvedByItself)],
  ['alerts', ({ alerts }) => alerts.total],
  ['firingAlerts', ({ alerts }) => alerts.firing],
  ['lastAlertAt', ({ lastAlertAt }) => lastAlertAt],
  ['mergedInto', ({ mergedInto }) => mergedInto?.number],
  ['traceId', ({ traceId }) => traceId],
  ['lastRunId', ({ lastRun }) => lastRun?.id],
  ['lastRunStatus', ({ lastRun }) => lastRun?.status],
];

interface IncidentExport extends ExportFormat {
  readonly filter: IncidentFilter;
  readonly by: AuditSource;
  readonly caller: Caller;
}

/** All that the filter gives, page after page as the list has it by the time of opening. */
export const startIncidentExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by, caller }: IncidentExport,
): Promise<Readable> => {
  const asking = { now: context.clock.now(), operatorId: operatorIdOf(caller) };
  return exportPages(context, {
    by,
    action: 'incidents.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: async (after: IncidentCursor | undefined) =>
      toExportPage(
        await listIncidentRows(context.db, filter, {
          sort: 'opened',
          limit: exportPageRows,
          after,
          ...asking,
        }),
        toIncidentCursor,
      ),
    toItem: (row) => ({ createdAt: row.opened_at.toISOString(), ...toIncident(row) }),
  });
};
