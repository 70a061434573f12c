import type { Readable } from 'node:stream';
import type { Notification } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  createRowWriter,
  type CsvColumn,
  type ExportFormat,
} from '../../platform/http/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listNotificationRows, type NotificationFilter } from './notifications-list.store.ts';
import { toNotification } from './to-notification.ts';

const columns: readonly CsvColumn<Notification>[] = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['state', ({ state }) => state],
  ['reason', ({ reason }) => reason],
  ['failure', ({ failure }) => failure],
  ['channel', ({ channel }) => channel?.name],
  ['channelKind', ({ channel }) => channel?.kind],
  ['incident', ({ incident }) => incident?.number],
  ['severity', ({ severity }) => severity],
  ['title', ({ title }) => title],
  ['attempt', ({ attempt }) => attempt],
  ['possiblyRepeated', ({ isPossiblyRepeated }) => (isPossiblyRepeated ? 'yes' : 'no')],
  ['digestCount', ({ digestCount }) => digestCount],
  ['digestId', ({ digestId }) => digestId],
  ['externalId', ({ externalId }) => externalId],
  ['endedAt', ({ endedAt }) => endedAt],
  ['durationMs', ({ durationMs }) => durationMs],
  ['runId', ({ runId }) => runId],
  ['traceId', ({ traceId }) => traceId],
];

const pageRows = 500;
const mostRows = 100_000;

/** Page after page as the list has them: no transaction stays open. */
export const startNotificationExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  {
    filter,
    format,
    timeZone,
    by,
  }: ExportFormat & { readonly filter: NotificationFilter; readonly by: AuditSource },
): Promise<Readable> => {
  const writer = createRowWriter(columns, { format, timeZone });
  const readFrom = (after: Cursor | undefined) =>
    listNotificationRows(context.db, filter, { limit: pageRows, after });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    let written = 0;
    for (let rows = first; ;) {
      yield {
        text: rows.map((row) => writer.toLine(toNotification(row))).join(''),
        rows: rows.length,
      };
      written += rows.length;
      const last = rows.at(-1);
      if (!last || rows.length < pageRows || written >= mostRows) return;
      rows = await readFrom({ at: last.created_at, id: last.id });
    }
  }
  return streamExport(context, {
    by,
    action: 'notifications.exported',
    asked: { format, filter },
    parts: parts(),
  });
};
