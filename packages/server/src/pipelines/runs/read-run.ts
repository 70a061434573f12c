import type { getPipelineRun, RouteAnswer } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import { listScoreRows, listStageRows } from './run-parts.store.ts';
import { findRunRow } from './runs.store.ts';
import { toRun, toScore, toStage } from './to-run.ts';

/** One run with all that is known of it: three statements. */
export const readRun = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  id: string,
): Promise<RouteAnswer<typeof getPipelineRun>> =>
  readSnapshot(db, async (trx) => {
    const now = clock.now();
    const run = (await findRunRow(trx, id)) ?? raise('not_found');
    const stages = await listStageRows(trx, id);
    const scores = await listScoreRows(trx, id);
    return {
      ...toRun(run, now),
      attributes: run.attributes,
      heardAt: run.heard_at.toISOString(),
      stages: stages.map((stage) => toStage(stage, run, now)),
      scores: scores.map(toScore),
    };
  });
