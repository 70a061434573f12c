import { RecostingPreview, RecostingState, type Recosting } from '@taffrail/contract';
import type { RecostingRow } from './recostings.store.ts';

export const toRecosting = (row: RecostingRow): Recosting => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  state: RecostingState.parse(row.state),
  from: row.from_at.toISOString(),
  to: row.to_at.toISOString(),
  provider: row.provider,
  model: row.model,
  done: row.rows_done,
  total: row.rows_total,
  preview: row.preview === null ? null : RecostingPreview.parse(row.preview),
  skipped: row.skipped,
  failure: row.failure,
  finishedAt: row.finished_at?.toISOString() ?? null,
});
