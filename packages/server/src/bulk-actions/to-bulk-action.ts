import {
  BulkActionName,
  BulkActionState,
  BulkFilter,
  BulkRowState,
  type BulkAction,
  type BulkActionRow,
} from '@taffrail/contract';
import type { BulkActionRecord } from './bulk-actions.store.ts';
import type { BulkRowRecord } from './rows.store.ts';

export const toBulkAction = (row: BulkActionRecord): BulkAction => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  action: BulkActionName.parse(row.action),
  state: BulkActionState.parse(row.state),
  total: row.rows_total,
  pending: row.rows_total - row.next_position,
  done: row.rows_done,
  skipped: row.rows_skipped,
  failed: row.rows_failed,
  note: row.note,
  filter: row.filter === null ? null : BulkFilter.parse(row.filter),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  cancelledBy: row.cancelled_by,
  failure: row.failure,
});

export const toBulkActionRow = (row: BulkRowRecord): BulkActionRow => ({
  position: row.position,
  targetId: row.target_id,
  label: row.label,
  state: BulkRowState.parse(row.state),
  reason: row.reason,
  at: row.at?.toISOString() ?? null,
});
