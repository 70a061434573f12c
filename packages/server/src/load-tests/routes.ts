import { getLoadTestRun, listLoadTestRuns, loadTestLimits } from '@taffrail/contract';
import { decodeCursor } from '../platform/http/cursor.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import type { Slice } from '../slice.ts';
import { findBaselineRow, getRunRow, listRunRows, listSampleRows } from './load-tests.store.ts';
import { toBaseline, toLoadTestRun, toRoutes, toSample } from './to-run.ts';

export const loadTests: Slice = {
  name: 'load-tests',
  // Samples bear the time of arrival, and a delivery is read at most 30 days later.
  partitions: [
    {
      table: 'load_test_samples',
      every: 'month',
      keepDays: loadTestLimits.sampleDays,
      acceptDays: 31,
    },
  ],
  routes: (server, { db }) => {
    mountRoute(server, listLoadTestRuns, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const rows = await listRunRows(db, filter, { limit: limit + 1, after });
      return toPage(rows, limit, {
        toItem: toLoadTestRun,
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    });

    mountRoute(server, getLoadTestRun, async ({ params }) => {
      const row = await getRunRow(db, params.id);
      const place = { loadTestId: row.load_test_id, createdAt: row.created_at, id: row.id };
      const baseline = await findBaselineRow(db, place);
      const samples = await listSampleRows(db, row.id);
      return {
        ...toLoadTestRun(row),
        routes: toRoutes(row.routes),
        samples: samples.map(toSample),
        baseline: baseline
          ? { ...toBaseline(baseline), createdAt: baseline.created_at.toISOString() }
          : null,
      };
    });
  },
};
