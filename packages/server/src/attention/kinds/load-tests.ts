import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { dayMs } from '../../platform/time/time-range.ts';
import { nothingMore, type AttentionSource } from './attention-kind.ts';
import { listBadRuns, type BadRunRow } from './load-tests.store.ts';

/** Two of the weekly runs. */
const lookBackDays = 14;

const toItem = ({
  id,
  name,
  verdict_reason: detail,
  created_at: at,
}: BadRunRow): AttentionItem => ({
  ...nothingMore,
  kind: 'load_test',
  recordId: id,
  severity: 'warning',
  title: name,
  detail,
  at: at.toISOString(),
});

/** Load tests of which the last run failed, or did not happen. */
export const badLoadTests: AttentionSource = {
  kind: 'load_test',
  permission: 'operations.read',
  find: async ({ db }, now) => {
    const since = new Date(now.getTime() - lookBackDays * dayMs);
    const rows = await listBadRuns(db, { since, limit: mostAttention });
    return { items: rows.map(toItem), count: rows[0]?.runs ?? 0 };
  },
};
