import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { dayMs } from '../../platform/time/time-range.ts';
import { nothingMore, type AttentionSource } from './attention-kind.ts';
import { listFailedFixes, type FailedFixRow } from './autofix.store.ts';

const lookBackDays = 7;
const longestDetail = 120;

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, longestDetail);

const toItem = ({ id, title, error, created_at: at }: FailedFixRow): AttentionItem => ({
  ...nothingMore,
  kind: 'autofix',
  recordId: id,
  severity: 'info',
  title,
  detail: error === null ? null : firstLine(error),
  at: at.toISOString(),
});

/** Attempts of agents that came to nothing. */
export const failedFixes: AttentionSource = {
  kind: 'autofix',
  permission: 'operations.read',
  find: async ({ db }, now) => {
    const since = new Date(now.getTime() - lookBackDays * dayMs);
    const rows = await listFailedFixes(db, { since, limit: mostAttention });
    return { items: rows.map(toItem), count: rows[0]?.fixes ?? 0 };
  },
};
