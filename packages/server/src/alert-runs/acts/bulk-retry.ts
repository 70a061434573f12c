import { PipelineRunFilter } from '@taffrail/contract';
import type { BulkHandler } from '../../bulk-actions/bulk-actions.ts';
import { matchRunIds } from '../../pipelines/pipelines.ts';
import { ApiError, raise } from '../../platform/http/api-error.ts';
import { refuseRetry } from '../engine/machine.ts';
import { listControls } from './listed-runs.store.ts';
import { markForRetry, notOurs } from './mark.ts';

/** Marks many runs for retry: those of the product, and those that have not failed, are skipped. */
export const bulkRetry: BulkHandler = {
  action: 'runs.retry',
  permission: 'runs.retry',
  match: (db, filter, { limit, now }) => {
    const parsed = PipelineRunFilter.strict().safeParse(filter);
    if (!parsed.success)
      return raise('invalid_request', { message: 'The list of runs has no such filter.' });
    if (parsed.data.slowerThan !== undefined)
      return raise('invalid_request', {
        message: 'Slow runs cannot be chosen all at once: select those that you mean.',
      });
    return matchRunIds(db, parsed.data, { limit, now });
  },
  look: async (db, ids) => {
    const rows = await listControls(db, ids);
    return rows.map(({ id, label, progress }) => ({
      id,
      label,
      skip: progress ? refuseRetry(progress) : notOurs,
    }));
  },
  act: async ({ tx, clock }, id, by) => {
    try {
      await markForRetry({ tx, clock, by }, id);
      return { outcome: 'done' };
    } catch (error) {
      // Refused before anything was changed.
      if (error instanceof ApiError && error.code === 'conflict')
        return { outcome: 'skipped', reason: error.message };
      throw error;
    }
  },
};
