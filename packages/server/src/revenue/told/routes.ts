import { listToldFailures, replayToldFailure, type ToldFailure } from '@taffrail/contract';
import { z } from 'zod';
import { byCaller, recordAudit } from '../../access/audit.ts';
import { raise } from '../../platform/http/api-error.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import type { HttpServer } from '../../platform/http/http-server.ts';
import { mountRoute } from '../../platform/http/mount-route.ts';
import { toPage } from '../../platform/http/page.ts';
import type { AppContext } from '../../slice.ts';
import {
  enqueueRecording,
  forgetFailure,
  listFailedRows,
  type ListedFailure,
} from './told-subscriptions.store.ts';

const shownCharacters = 64 * 1024;
const Named = z.object({ id: z.string() });

const failedAtOf = ({ failed_at: at, received_at: receivedAt }: ListedFailure): Date =>
  at ?? receivedAt;

const toFailure = (row: ListedFailure): ToldFailure => ({
  id: row.id,
  organizationId: row.organization_id,
  subscriptionId: Named.safeParse(row.record).data?.id ?? null,
  receivedAt: row.received_at.toISOString(),
  failedAt: failedAtOf(row).toISOString(),
  reason: row.failure ?? '',
  record: JSON.stringify(row.record).slice(0, shownCharacters),
});

/** What products told and nobody could read. */
export const mountTold = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listToldFailures, async ({ query: { limit, cursor } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await listFailedRows(app.db, { limit: limit + 1, after });
    return toPage(rows, limit, {
      toItem: toFailure,
      toCursor: (row) => ({ at: failedAtOf(row), id: row.id }),
    });
  });

  mountRoute(server, replayToldFailure, async ({ params: { id }, request }) => {
    await app.db.transaction().execute(async (tx) => {
      if (!(await forgetFailure(tx, id))) raise('not_found');
      await enqueueRecording(tx);
      await recordAudit(tx, app.clock, {
        by: byCaller(request),
        action: 'told_subscription.replayed',
        target: { type: 'told_subscription', id },
      });
    });
    return undefined;
  });
};
