import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { dayMs } from '../../platform/time/time-range.ts';
import { nothingMore, type AttentionSource } from './attention-kind.ts';
import { listFailingChecks, type FailingCheckRow } from './integrity.store.ts';

/** As the page of integrity looks back. */
const lookBackDays = 30;

const toItem = ({ id, title, severity, count, since }: FailingCheckRow): AttentionItem => ({
  ...nothingMore,
  kind: 'integrity',
  recordId: id,
  severity: severity === 'error' ? 'warning' : 'info',
  title,
  detail: count === null ? null : `${count} ${count === 1 ? 'record' : 'records'} affected`,
  at: since?.toISOString() ?? null,
});

/** Checks of the product's data that found something. */
export const failingIntegrity: AttentionSource = {
  kind: 'integrity',
  permission: 'operations.read',
  find: async ({ db }, now) => {
    const since = new Date(now.getTime() - lookBackDays * dayMs);
    const rows = await listFailingChecks(db, { since, limit: mostAttention });
    return { items: rows.map(toItem), count: rows[0]?.checks ?? 0 };
  },
};
