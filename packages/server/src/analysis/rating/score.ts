import type { Clock } from '../../platform/clock.ts';
import { inTransaction } from '../../platform/db/transaction.ts';
import { uuidV5 } from '../../platform/ids.ts';
import { recordPipelines } from '../../pipelines/pipelines.ts';
import type pg from 'pg';
import { findRating } from './rating.store.ts';

/** What a rating is as a score of the stage: the latest counts. */
export const scoreAnalysis = async (
  { owner, clock }: { readonly owner: pg.Pool; readonly clock: Clock },
  id: string,
): Promise<boolean> => {
  const rated = await findRating(owner, id);
  if (!rated) return false;
  const score = {
    kind: 'score',
    // Told again, it counts once.
    id: uuidV5(id, `rating:${rated.version}`),
    runId: rated.run_id,
    stage: 'analyze',
    value: rated.rating === 'up' ? 1 : 0,
    name: 'operators',
    createdAt: rated.rated_at.getTime(),
  } as const;
  await inTransaction(owner, (client) => recordPipelines(client, [score], clock.now()));
  return true;
};
