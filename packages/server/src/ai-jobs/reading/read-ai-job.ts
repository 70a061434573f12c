import type { AiJob } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { explainCost } from '../../prices/prices.ts';
import { getJobRow } from './ai-jobs.store.ts';
import { toListedAiJob } from './to-ai-job.ts';

export const readAiJob = async (db: Database, id: string): Promise<AiJob> => {
  const row = await getJobRow(db, id);
  const job = toListedAiJob(row);
  return {
    ...job,
    receivedAt: row.received_at.toISOString(),
    sessionId: row.session_id,
    spanId: row.span_id,
    promptVersion: row.prompt_version,
    attributes: row.attributes,
    arithmetic: row.price_id === null ? null : await explainCost(db, row.price_id, job),
  };
};
