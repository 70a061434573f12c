import {
  bulkLimits,
  type BulkAction,
  type BulkActionName,
  type BulkPreview,
  type BulkTarget,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { isUniqueViolation } from '../platform/db/failures.ts';
import { raise } from '../platform/http/api-error.ts';
import type { BulkHandler, BulkRow } from './bulk-actions.ts';
import {
  enqueueBulkAction,
  findBulkAction,
  getBulkActionRecord,
  insertBulkAction,
  lockBulkAction,
  updateBulkAction,
} from './bulk-actions.store.ts';
import { insertRows } from './rows.store.ts';
import { toBulkAction } from './to-bulk-action.ts';

interface BulkRules {
  readonly db: Database;
  readonly clock: Clock;
}

interface Wanted {
  readonly id: string;
  readonly target: BulkTarget;
  readonly expectedCount: number;
  readonly note?: string | undefined;
}

/** Which rows is it about? Those that a filter gives are in the order of their list. */
const findIds = async (
  db: Database | Transaction,
  clock: Clock,
  { handler, target }: { handler: BulkHandler; target: BulkTarget },
): Promise<{ ids: readonly string[]; count: number }> => {
  if ('filter' in target)
    return handler.match(db, target.filter, { limit: bulkLimits.rows, now: clock.now() });
  const ids = [...new Set(target.ids)];
  return { ids, count: ids.length };
};

const goneRow = (id: string): BulkRow => ({ id, label: id, skip: 'It is not there any more.' });

/** In the order of the ids, whether or not there is a row. */
const lookAt = async (
  db: Database | Transaction,
  handler: BulkHandler,
  ids: readonly string[],
): Promise<BulkRow[]> => {
  const known = new Map((await handler.look(db, ids)).map((row) => [row.id, row]));
  return ids.map((id) => known.get(id) ?? goneRow(id));
};

const countReasons = (rows: readonly BulkRow[]): BulkPreview['skipped'] => {
  const counts = new Map<string, number>();
  for (const { skip } of rows) if (skip !== null) counts.set(skip, (counts.get(skip) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
};

/** What would be done now; of too many only how many they are. */
export const previewBulkAction = async (
  { db, clock }: BulkRules,
  asked: { handler: BulkHandler; target: BulkTarget },
): Promise<BulkPreview> => {
  const { action } = asked.handler;
  const { ids, count } = await findIds(db, clock, asked);
  if (count > bulkLimits.rows) return { action, count, acting: 0, skipped: [] };
  const rows = await lookAt(db, asked.handler, ids);
  const skipped = countReasons(rows);
  const acting = rows.filter(({ skip }) => skip === null).length;
  return { action, count, acting, skipped };
};

const requireCount = (count: number, expected: number): void => {
  if (count > bulkLimits.rows)
    raise('invalid_request', {
      message: `At most ${bulkLimits.rows.toLocaleString('en-US')} rows at once: narrow the filter.`,
    });
  if (count !== expected) {
    const [found, shown] = [count, expected].map((number) => number.toLocaleString('en-US'));
    raise('conflict', {
      message: `Now it is about ${found} rows, not ${shown}: look again.`,
      details: { count },
    });
  }
};

/** Sent again with the same id it is the same action, unless somebody else's. */
const findSame = async (
  db: Database,
  { id, action, by }: { id: string; action: BulkActionName; by: AuditSource },
): Promise<BulkAction | undefined> => {
  const known = await findBulkAction(db, id);
  if (!known) return undefined;
  if (known.actor_id !== by.actor.id || known.action !== action)
    raise('conflict', { message: 'Another action has this id: choose another one.' });
  return toBulkAction(known);
};

/** Keeps what is to be done to which rows; the rest is the job's. */
export const startBulkAction = async (
  { db, clock }: BulkRules,
  { handler, wanted, by }: { handler: BulkHandler; wanted: Wanted; by: AuditSource },
): Promise<BulkAction> => {
  const { id, target, expectedCount, note } = wanted;
  const { action } = handler;
  const { kind, id: actorId, label } = by.actor;
  if (kind === 'system' || actorId === null) throw new Error('Nobody asked for this.');
  const same = await findSame(db, { id, action, by });
  if (same) return same;
  try {
    return await db.transaction().execute(async (tx) => {
      const { ids, count } = await findIds(tx, clock, { handler, target });
      requireCount(count, expectedCount);
      const filter = 'filter' in target ? target.filter : null;
      await insertBulkAction(tx, {
        id,
        created_at: clock.now(),
        created_by: label,
        actor_kind: kind,
        actor_id: actorId,
        action,
        state: 'waiting',
        note: note ?? null,
        filter: filter && JSON.stringify(filter),
        rows_total: count,
      });
      await insertRows(tx, id, await lookAt(tx, handler, ids));
      await enqueueBulkAction(tx, id);
      await recordAudit(tx, clock, {
        by,
        action: 'bulk_action.started',
        target: { type: 'bulk_action', id },
        after: { action, count, ...(note !== undefined && { note }), ...(filter && { filter }) },
      });
      return toBulkAction(await getBulkActionRecord(tx, id));
    });
  } catch (error) {
    // Sent twice at the same time.
    const first = isUniqueViolation(error) ? await findSame(db, { id, action, by }) : undefined;
    if (first) return first;
    throw error;
  }
};

/** Rows whose turn has not come stay as they are; what was done is not taken back. */
export const cancelBulkAction = (
  { db, clock }: BulkRules,
  { id, by, requireMay }: { id: string; by: AuditSource; requireMay: (action: string) => void },
): Promise<BulkAction> =>
  db.transaction().execute(async (tx) => {
    const row = await lockBulkAction(tx, id);
    requireMay(row.action);
    // Asked twice, it is cancelled once.
    if (row.state === 'cancelled') return toBulkAction(row);
    if (row.state === 'done')
      raise('conflict', { message: 'It is done: every row has been worked through.' });
    const cancelled = {
      state: 'cancelled',
      finished_at: clock.now(),
      cancelled_by: by.actor.label,
    } as const;
    await updateBulkAction(tx, id, cancelled);
    await recordAudit(tx, clock, {
      by,
      action: 'bulk_action.cancelled',
      target: { type: 'bulk_action', id },
      before: { state: row.state },
      after: { state: 'cancelled', workedThrough: row.next_position, of: row.rows_total },
    });
    return toBulkAction({ ...row, ...cancelled });
  });
