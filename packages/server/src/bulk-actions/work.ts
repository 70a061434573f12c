import type { AuditSource } from '../access/audit.ts';
import { createDatabase, type Database } from '../platform/db/database.ts';
import { isDatabaseAway, isTransactionConflict } from '../platform/db/failures.ts';
import { ApiError } from '../platform/http/api-error.ts';
import type { SliceJobs } from '../slice.ts';
import type { BulkHandler } from './bulk-actions.ts';
import { lockBulkAction, updateBulkAction, type BulkActionRecord } from './bulk-actions.store.ts';
import { findRow, settleRow } from './rows.store.ts';

const attempts = 5;

interface Worker extends Pick<SliceJobs, 'clock' | 'log'> {
  readonly db: Database;
  readonly handlers: readonly BulkHandler[];
}

/** Whoever asked for it; they are not at hand any more, so neither is where they were. */
const askedBy = (row: BulkActionRecord): AuditSource => ({
  actor: {
    kind: row.actor_kind === 'api_key' ? 'api_key' : 'operator',
    id: row.actor_id,
    label: row.created_by,
  },
  ipAddress: null,
  requestId: null,
});

const isOver = ({ state }: BulkActionRecord): boolean => state === 'done' || state === 'cancelled';

type Turn = 'over' | 'worked';

/** Does it to the next row, and keeps the outcome, in one transaction: neither is there alone. */
const takeTurn = ({ db, clock, handlers }: Worker, id: string): Promise<Turn> =>
  db.transaction().execute(async (tx): Promise<Turn> => {
    const action = await lockBulkAction(tx, id);
    if (isOver(action)) return 'over';
    const row = await findRow(tx, id, action.next_position);
    if (!row) {
      await updateBulkAction(tx, id, { state: 'done', finished_at: clock.now(), failure: null });
      return 'over';
    }
    if (action.state === 'waiting')
      await updateBulkAction(tx, id, { state: 'running', started_at: clock.now() });
    const handler = handlers.find((one) => one.action === action.action);
    if (!handler) throw new Error(`Nothing here does ${action.action}.`);
    const context = { tx, clock, note: action.note };
    const acted = await handler.act(context, row.target_id, askedBy(action));
    const reason = acted.outcome === 'done' ? null : acted.reason;
    await settleRow(tx, row, { state: acted.outcome, reason, at: clock.now() });
    return 'worked';
  });

/** What was thrown took everything back: that is kept in a transaction of its own. */
const keepFailure = ({ db, clock }: Worker, id: string, reason: string): Promise<Turn> =>
  db.transaction().execute(async (tx): Promise<Turn> => {
    const action = await lockBulkAction(tx, id);
    if (isOver(action)) return 'over';
    if (action.state === 'waiting')
      await updateBulkAction(tx, id, { state: 'running', started_at: clock.now() });
    const row = { bulk_action_id: id, position: action.next_position };
    await settleRow(tx, row, { state: 'failed', reason, at: clock.now() });
    return 'worked';
  });

/** A row that cannot be done is failed, and the next has its turn; without a database none has. */
const tryTurn = async (worker: Worker, id: string): Promise<Turn> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await takeTurn(worker, id);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      if (isTransactionConflict(error) && attempt < attempts) continue;
      if (error instanceof ApiError) return keepFailure(worker, id, error.message);
      worker.log.error({ err: error, bulkAction: id }, 'a row of a bulk action failed');
      return keepFailure(worker, id, 'Something failed on our side: the log has more.');
    }
  }
};

const noteFailure = (db: Database, id: string, error: unknown): Promise<void> =>
  db.transaction().execute((tx) =>
    updateBulkAction(tx, id, {
      failure: error instanceof Error ? error.message : String(error),
    }),
  );

/**
 * Goes on with an action where it is, row by row. It can be interrupted at any time, and goes on
 * behind the last row that was worked through.
 */
export const workThrough = async (
  { owner, clock, log, changes }: SliceJobs,
  handlers: readonly BulkHandler[],
  { id, signal }: { id: string; signal: AbortSignal | undefined },
): Promise<void> => {
  const db = createDatabase(owner);
  try {
    while ((await tryTurn({ db, clock, log, handlers }, id)) === 'worked') {
      changes.announce('bulk_actions');
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (!signal?.aborted) await noteFailure(db, id, error).catch(() => undefined);
    throw error;
  } finally {
    changes.announce('bulk_actions');
  }
};
