import type { RunStatus, StageExecutionFilter } from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { keptSince } from '../kept-since.ts';
import type { StageRow } from '../runs/run-parts.store.ts';

/** An execution, and how its run is: null of one that was never told of. */
export interface ListedRow extends StageRow {
  readonly run_status: RunStatus | null;
  readonly run_heard_at: Date | null;
}

type Condition = RawBuilder<SqlBool>;

const conditionsOf = (filter: StageExecutionFilter, now: Date): Condition[] => {
  const { status, pipeline, stage, traceId, from, to } = filter;
  const kept = keptSince(now);
  const begin = from === undefined || new Date(from) < kept ? kept : new Date(from);
  const conditions: Condition[] = [sql`s.created_at >= ${begin}`];
  if (to !== undefined) conditions.push(sql`s.created_at < ${new Date(to)}`);
  if (traceId !== undefined) conditions.push(sql`s.trace_id = ${traceId}`);
  if (pipeline !== undefined) conditions.push(sql`s.pipeline = ${pipeline}`);
  if (stage !== undefined) conditions.push(sql`s.stage = ${stage}`);
  if (status !== undefined) conditions.push(sql`s.status = ${status}`);
  return conditions;
};

/** Two bounds, for a comparison of rows alone would not tell the planner which partitions to read. */
const behind = ({ at, id }: Cursor): Condition =>
  sql`s.created_at <= ${at} and (s.created_at, s.id) < (${at}, ${id}::uuid)`;

/** Behind an index of one field, "nulls last" keeps the primary key out: 0003_activity.sql. */
const orderOf = ({ status, pipeline, traceId }: StageExecutionFilter): RawBuilder<unknown> =>
  status === undefined && pipeline === undefined && traceId === undefined
    ? sql`s.created_at desc, s.id desc`
    : sql`s.created_at desc nulls last, s.id desc`;

/** What is held of a run is found by its id, in the months around. */
const withRun = sql`
  left join lateral (
    select r.status, r.heard_at
    from pipeline_runs r
    where r.id = f.run_id and r.created_at between f.created_at - interval '31 days'
      and f.created_at + interval '1 day'
    limit 1
  ) as r on true`;

const columns = sql.raw(
  `created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
  error_type, error_message, accuracy, trace_id`,
);

/**
 * Which executions were there, newest first? By the index of what they are filtered by: of their
 * trace, stage, pipeline, or status; else the primary key.
 */
export const listExecutionRows = async (
  db: Database,
  filter: StageExecutionFilter,
  { limit, after, now }: { limit: number; after: Cursor | undefined; now: Date },
): Promise<readonly ListedRow[]> => {
  const conditions = conditionsOf(filter, now);
  if (after) conditions.push(behind(after));
  const { rows } = await sql<ListedRow>`
    with found as (
      select ${columns}
      from stage_executions s
      where ${sql.join(conditions, sql` and `)}
      order by ${orderOf(filter)}
      limit ${limit}
    )
    select f.*, '{}'::jsonb as attributes, r.status as run_status, r.heard_at as run_heard_at
    from found f ${withRun}
    order by f.created_at desc, f.id desc`.execute(db);
  return rows;
};

/** Every execution of the same stage in its run, in order: stage_executions_run. */
export const listAttempts = async (
  db: Database,
  runId: string,
  id: string,
): Promise<readonly ListedRow[]> => {
  const { rows } = await sql<ListedRow>`
    with found as (
      select ${columns}, attributes
      from stage_executions s
      where s.run_id = ${runId}::uuid and s.stage = (
        select stage from stage_executions where run_id = ${runId}::uuid and id = ${id}::uuid limit 1
      )
    )
    select f.*, r.status as run_status, r.heard_at as run_heard_at
    from found f ${withRun}
    order by f.attempt, f.created_at, f.id
    limit 1000`.execute(db);
  return rows;
};
