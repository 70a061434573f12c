import { AuditEntry, listAuditLog } from '@taffrail/contract';
import { decodeCursor } from '../platform/http/cursor.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import type { Slice } from '../slice.ts';
import { selectAuditRows, type AuditRow } from './audit-log.store.ts';

const { actor, before } = AuditEntry.shape;

const toAuditEntry = (row: AuditRow): AuditEntry => ({
  id: row.id,
  action: row.action,
  actor: actor.parse({ kind: row.actor_kind, id: row.actor_id, label: row.actor_label }),
  targetType: row.target_type,
  targetId: row.target_id,
  before: before.parse(row.before),
  after: before.parse(row.after),
  ipAddress: row.ip_address,
  requestId: row.request_id,
  createdAt: row.created_at.toISOString(),
});

export const auditLog: Slice = {
  name: 'audit-log',
  routes: (server, { db }) => {
    mountRoute(server, listAuditLog, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const rows = await selectAuditRows(db, filter, { limit: limit + 1, after }).execute();
      return toPage(rows, limit, {
        toItem: toAuditEntry,
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    });
  },
};
