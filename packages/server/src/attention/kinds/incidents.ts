import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { nothingMore, type AttentionSource } from './attention-kind.ts';
import { listActiveIncidents, type ActiveIncidentRow } from './incidents.store.ts';

const detailOf = ({ service, firing_count: firing }: ActiveIncidentRow): string => {
  const alerts = firing === 1 ? '1 alert fires' : `${firing} alerts fire`;
  return service === null ? alerts : `${service}: ${alerts}`;
};

const toItem = (row: ActiveIncidentRow): AttentionItem => ({
  ...nothingMore,
  kind: 'incident',
  recordId: row.id,
  severity: row.severity,
  title: row.title,
  detail: detailOf(row),
  at: row.opened_at.toISOString(),
  incident: { number: row.number, state: row.state, version: row.version },
});

/** Open or acknowledged: not over. */
export const activeIncidents: AttentionSource = {
  kind: 'incident',
  permission: 'incidents.read',
  find: async ({ db }) => {
    const rows = await listActiveIncidents(db, mostAttention);
    return { items: rows.map(toItem), count: rows[0]?.active ?? 0 };
  },
};
