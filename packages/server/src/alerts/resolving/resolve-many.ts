import { AlertFilter } from '@taffrail/contract';
import type { BulkHandler } from '../../bulk-actions/bulk-actions.ts';
import { ApiError, raise } from '../../platform/http/api-error.ts';
import { listAlertIds } from '../reading/alerts.store.ts';
import { resolveAlert } from './resolve-alert.ts';
import { listNamedRows, type NamedAlertRow } from './resolving.store.ts';

const KnownFilter = AlertFilter.strict();

const skipOf = ({ status, resolved_by: by }: NamedAlertRow): string | null => {
  if (status === 'firing') return null;
  return by === null ? 'It resolved by itself already.' : `It was resolved by ${by} already.`;
};

/** Resolves alerts by the hundred, each as if it were the only one. */
export const resolveAlerts: BulkHandler = {
  action: 'alerts.resolve',
  permission: 'incidents.act',
  match: async (db, filter, { limit, now }) => {
    const known = KnownFilter.safeParse(filter);
    if (!known.success)
      return raise('invalid_request', { message: 'No list of alerts has this filter.' });
    const ids = await listAlertIds(db, known.data, { limit: limit + 1, now });
    return { ids: ids.slice(0, limit), count: ids.length };
  },
  look: async (db, ids) => {
    const rows = await listNamedRows(db, ids);
    return rows.map((row) => ({ id: row.id, label: row.name, skip: skipOf(row) }));
  },
  act: async ({ tx, clock, note }, id, by) => {
    try {
      await resolveAlert({ tx, clock }, id, { by, note });
      return { outcome: 'done' };
    } catch (error) {
      // Nothing was written before it was refused.
      if (error instanceof ApiError && error.code === 'conflict')
        return { outcome: 'skipped', reason: error.message };
      if (error instanceof ApiError && error.code === 'not_found')
        return { outcome: 'skipped', reason: 'It is no longer kept.' };
      throw error;
    }
  },
};
