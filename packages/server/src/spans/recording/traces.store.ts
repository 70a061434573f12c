import type pg from 'pg';
import { usageHoursFrom } from '../../ai-jobs/ai-jobs.ts';

/**
 * Until the commit, others that write of these traces wait: what two tell of one trace is settled by
 * whoever comes second, who sees both.
 */
export const lockTraces = async (
  client: pg.ClientBase,
  traceIds: ReadonlySet<string>,
): Promise<void> => {
  if (traceIds.size > 0) await client.query('select ingest_lock_traces($1)', [[...traceIds]]);
};

/** What came of some traces, and when. */
export interface TouchedTraces {
  readonly ids: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What belongs together lies no further apart than this. */
const reachMs = 86_400_000;

/**
 * Gives AI jobs what the spans around them say; of nested ones only the innermost stays. Answers how
 * many were changed.
 */
export const settleAiJobs = async (
  client: pg.ClientBase,
  { ids, firstAt, lastAt }: TouchedTraces,
  now: Date,
): Promise<number> => {
  if (ids.size === 0) return 0;
  const { rows } = await client.query<{ changed: number }>(
    'select ingest_settle_ai_jobs($1, $2, $3, $4) as changed',
    [[...ids], new Date(firstAt - reachMs), new Date(lastAt + reachMs), usageHoursFrom(now)],
  );
  return rows[0]?.changed ?? 0;
};
