import { stalledAfterMs } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import { keptSince } from '../kept-since.ts';

export interface InFlight {
  readonly inFlight: number;
  readonly stalled: number;
}

/** How many runs of each pipeline have not ended? Those alone, by pipeline_runs_status. */
export const countInFlight = async (
  trx: Transaction,
  now: Date,
): Promise<ReadonlyMap<string, InFlight>> => {
  const { rows } = await sql<InFlight & { pipeline: string }>`
    select pipeline, count(*)::int as "inFlight",
      (count(*) filter (
        where status = 'running' and heard_at < ${new Date(now.getTime() - stalledAfterMs)}
      ))::int as stalled
    from pipeline_runs
    where status in ('pending', 'running', 'retrying') and created_at >= ${keptSince(now)}
    group by pipeline`.execute(trx);
  return new Map(rows.map(({ pipeline, ...counts }) => [pipeline, counts]));
};
