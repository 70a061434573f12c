import type { LoadTestRunDetail } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { findBaseline } from '../baseline/find-baseline.ts';
import { getRunRow, listSampleRows } from '../load-tests.store.ts';
import { toLoadTestRun, toRoutes, toSample, toTimeline } from '../to-run.ts';

/** One run with all that is known of it: four statements, five where an accepted baseline is too new. */
export const readRun = async (
  db: Database,
  id: string,
  askedBaselineId?: string,
): Promise<LoadTestRunDetail> => {
  const row = await getRunRow(db, id);
  const compared = {
    id,
    loadTestId: row.load_test_id,
    createdAt: row.created_at,
    acceptedId: row.baseline_run_id,
  };
  const baseline = await findBaseline(db, compared, askedBaselineId);
  const samples = await listSampleRows(db, id);
  return {
    ...toLoadTestRun(row),
    routes: toRoutes(row.routes),
    samples: samples.map(toSample),
    timeline: toTimeline(row.timeline),
    baseline: baseline ? { ...baseline, createdAt: baseline.createdAt.toISOString() } : null,
  };
};
