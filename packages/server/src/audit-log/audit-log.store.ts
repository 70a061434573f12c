import type { AuditFilter } from '@taffrail/contract';
import { sql, type Expression, type Selectable, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Database } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import type { Cursor } from '../platform/http/cursor.ts';

export type AuditRow = Selectable<Schema['audit_log']>;

/**
 * Bytes are compared, as in the index audit_log_action, whatever the database sorts by. Nothing
 * that begins with the prefix comes after the prefix and the last of all characters.
 */
const matchesAction = (action: string): Expression<SqlBool> => {
  if (!action.endsWith('*')) return sql<SqlBool>`action = ${action}`;
  const prefix = action.slice(0, -1);
  return sql<SqlBool>`action ~>=~ ${prefix} and action ~<~ ${`${prefix}\u{10ffff}`}`;
};

/**
 * What was done, newest first, behind a place? Without filters the primary key, with one of them
 * audit_log_actor, audit_log_target or audit_log_action.
 */
export const selectAuditRows = (
  db: Database,
  filter: z.output<typeof AuditFilter>,
  page: { limit: number; after: Cursor | undefined },
) => {
  const { action, actorId, targetId, from, to } = filter;
  let query = db.selectFrom('audit_log').selectAll();
  if (action !== undefined) query = query.where(matchesAction(action));
  if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
  if (targetId !== undefined) query = query.where('target_id', '=', targetId);
  if (from !== undefined) query = query.where('created_at', '>=', new Date(from));
  if (to !== undefined) query = query.where('created_at', '<', new Date(to));
  const { after } = page;
  if (after) query = query.where(sql<SqlBool>`(created_at, id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit);
};
