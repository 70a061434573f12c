import type { Readable } from 'node:stream';
import type { Incident, IncidentFilter } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import type { Caller } from '../../access/caller.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import {
  createRowWriter,
  type CsvColumn,
  type ExportFormat,
} from '../../platform/http/row-writer.ts';
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

/** Rows of a page: what is held in memory at a time. */
const pageRows = 500;

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
  const writer = createRowWriter(columns, { format, timeZone });
  const asking = { now: context.clock.now(), operatorId: operatorIdOf(caller) };
  const readFrom = (after: IncidentCursor | undefined) =>
    listIncidentRows(context.db, filter, { sort: 'opened', limit: pageRows, after, ...asking });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.map((row) =>
        writer.toLine({ createdAt: row.opened_at.toISOString(), ...toIncident(row) }),
      );
      yield { text: lines.join(''), rows: lines.length };
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      page = await readFrom(toIncidentCursor(last));
    }
  }
  const asked = { format, filter };
  return streamExport(context, { by, action: 'incidents.exported', asked, parts: parts() });
};
