import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { dayMs, hourMs } from '../../platform/time/time-range.ts';
import { nothingMore, type AttentionSource } from './attention-kind.ts';
import { listFailedPipelines, type FailedPipelineRow } from './failed-runs.store.ts';

const toItem = (row: FailedPipelineRow): AttentionItem => ({
  ...nothingMore,
  kind: 'failed_runs',
  recordId: row.run_id,
  severity: 'warning',
  title: row.pipeline,
  detail: row.error_type,
  at: row.created_at.toISOString(),
  runs: { pipeline: row.pipeline, failed: row.failed },
});

/** A row for each pipeline whose runs failed: a hundred that failed alike are one thing to see to. */
export const failedRuns: AttentionSource = {
  kind: 'failed_runs',
  permission: 'pipelines.read',
  find: async ({ db }, now) => {
    // Of whole hours, as runs are counted: the one in which a day ago lies is among them.
    const dayAgo = now.getTime() - dayMs;
    const since = new Date(dayAgo - (dayAgo % hourMs));
    const rows = await listFailedPipelines(db, { since, limit: mostAttention });
    return { items: rows.map(toItem), count: rows[0]?.pipelines ?? 0 };
  },
};
