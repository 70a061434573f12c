import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';

export interface ErrorSample {
  readonly stage: string;
  readonly error_type: string;
  readonly run_id: string;
  readonly created_at: Date;
  readonly error_message: string | null;
}

interface Kind {
  readonly stage: string;
  /** Empty where none was told. */
  readonly errorType: string;
}

/** The latest failure of each kind in a range: one look at stage_executions_failed each. */
export const findErrorSamples = async (
  trx: Transaction,
  pipeline: string,
  { from, to }: TimeRange,
  kinds: readonly Kind[],
): Promise<ErrorSample[]> => {
  if (kinds.length === 0) return [];
  const { rows } = await sql<ErrorSample>`
    select k.stage, k.error_type, latest.*
    from unnest(${kinds.map(({ stage }) => stage)}::text[],
      ${kinds.map(({ errorType }) => errorType)}::text[]) as k (stage, error_type)
    cross join lateral (
      select s.run_id, s.created_at, s.error_message
      from stage_executions s
      where s.pipeline = ${pipeline} and s.stage = k.stage and s.status = 'failed'
        and coalesce(s.error_type, '') = k.error_type
        and s.created_at >= ${from} and s.created_at < ${to}
      order by s.created_at desc nulls last
      limit 1
    ) as latest`.execute(trx);
  return rows;
};
