import type { Readable } from 'node:stream';
import type { Notification } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { exportPageRows, exportPages, toExportPage } from '../../access/export-pages.ts';
import type { CsvColumn } from '../../platform/http/files/csv.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { ExportFormat } from '../../platform/http/files/row-writer.ts';
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

export interface NotificationExport extends ExportFormat {
  readonly filter: NotificationFilter;
  readonly by: AuditSource;
}

/** All notifications that the filter gives, page after page as the list has them. */
export const startNotificationExport = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { filter, format, timeZone, by }: NotificationExport,
): Promise<Readable> =>
  exportPages(context, {
    by,
    action: 'notifications.exported',
    filter,
    format,
    timeZone,
    columns,
    readFrom: async (after: Cursor | undefined) =>
      toExportPage(
        await listNotificationRows(context.db, filter, { limit: exportPageRows, after }),
        ({ created_at: at, id }) => ({ at, id }),
      ),
    toItem: toNotification,
  });
