import { stalledAfterMs, type PipelineRunFilter, type RunStatus } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { allOf, type Condition } from '../../platform/reading/access.sql.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';
import { keptSince } from '../kept-since.ts';
import type { SlowLimit } from './slow-limits.ts';

/** A stage of a run in a list: its latest attempt. */
export interface RunStage {
  readonly stage: string;
  readonly status: RunStatus;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
}

export interface RunRow {
  readonly created_at: Date;
  readonly heard_at: Date;
  readonly id: string;
  readonly external_id: string | null;
  readonly pipeline: string;
  readonly status: RunStatus;
  readonly attempt: number;
  readonly max_attempts: number | null;
  readonly duration_ms: number | null;
  readonly error_type: string | null;
  readonly error_message: string | null;
  readonly failed_stages: readonly string[];
  readonly organization_id: string | null;
  readonly organization_external_id: string | null;
  readonly organization_name: string | null;
  readonly user_id: string | null;
  readonly user_external_id: string | null;
  readonly user_name: string | null;
  readonly session_id: string | null;
  readonly trace_id: string | null;
  readonly attributes: Record<string, unknown>;
  /** Of a run of the alert pipeline. */
  readonly incident: {
    readonly id: string;
    readonly number: number;
    readonly title: string;
  } | null;
  /** In their order. */
  readonly stages: readonly RunStage[];
}

/** A stage begins with its run, give or take what clocks differ; so only its months are read. */
const ofRun = sql`s.run_id = r.id and s.created_at between r.created_at - interval '1 day'
  and r.created_at + interval '31 days'`;

interface Wanted {
  readonly where: Condition;
  readonly order: RawBuilder<unknown>;
  readonly limit: number;
}

/** Runs with their stages and the names of whom they were for. */
const show = async (
  db: Database | Transaction,
  { where, order, limit }: Wanted,
): Promise<readonly RunRow[]> => {
  const { rows } = await sql<RunRow>`
    with found as (
      select r.* from pipeline_runs r where ${where} order by ${order} limit ${limit}
    )
    select r.created_at, r.heard_at, r.id, r.external_id, r.pipeline, r.status, r.attempt,
      r.max_attempts, r.duration_ms, r.error_type, r.error_message, r.failed_stages,
      r.organization_id, o.external_id as organization_external_id, o.name as organization_name,
      r.user_id, u.external_id as user_external_id, u.name as user_name,
      r.session_id, r.trace_id, r.attributes, coalesce(stages.stages, '[]') as stages,
      case
        when i.id is not null
        then json_build_object('id', i.id, 'number', i.number, 'title', i.title)
      end as incident
    from found r
    left join organizations o on o.id = r.organization_id
    left join users u on u.id = r.user_id
    left join alert_runs a on a.run_created_at = r.created_at and a.run_id = r.id
    left join incidents i on i.id = a.incident_id
    left join lateral (
      select json_agg(
        json_build_object(
          'stage', stage, 'status', status, 'errorType', error_type, 'errorMessage', error_message
        ) order by position nulls last, created_at, stage
      ) as stages
      from (
        select distinct on (s.stage) s.stage, s.status, s.error_type, s.error_message, s.position,
          s.created_at
        from stage_executions s
        where ${ofRun}
        order by s.stage, s.attempt desc, s.created_at desc, s.id desc
      ) as latest
    ) as stages on true
    order by ${order}`.execute(db);
  return rows;
};

/** Of pipelines of which no run was slow none is. */
const isSlow = (limits: readonly SlowLimit[]): Condition => sql`
  r.status in ('succeeded', 'failed') and exists (
    select from unnest(
      ${limits.map(({ pipeline }) => pipeline)}::text[], ${limits.map(({ ms }) => ms)}::float8[]
    ) as slow (pipeline, ms)
    where slow.pipeline = r.pipeline and r.duration_ms > slow.ms
  )`;

interface Known {
  readonly now: Date;
  /** Where slow ones are asked for. */
  readonly slowLimits?: readonly SlowLimit[] | undefined;
}

const conditionsOf = (filter: PipelineRunFilter, { now, slowLimits }: Known): Condition[] => {
  const { status, pipeline, failedStage, traceId, from, to } = filter;
  const kept = keptSince(now);
  const begin = from === undefined || new Date(from) < kept ? kept : new Date(from);
  const conditions: Condition[] = [sql`r.created_at >= ${begin}`];
  if (to !== undefined) conditions.push(sql`r.created_at < ${new Date(to)}`);
  if (traceId !== undefined) conditions.push(sql`r.trace_id = ${traceId}`);
  if (pipeline !== undefined) conditions.push(sql`r.pipeline = ${pipeline}`);
  if (status === 'stalled')
    conditions.push(
      sql`r.status = 'running' and r.heard_at < ${new Date(now.getTime() - stalledAfterMs)}`,
    );
  else if (status !== undefined) conditions.push(sql`r.status = ${status}`);
  // The first half says what the index has; the second is looked at row by row.
  if (failedStage !== undefined)
    conditions.push(sql`r.failed_stages <> '{}' and r.failed_stages @> array[${failedStage}]`);
  if (slowLimits) conditions.push(isSlow(slowLimits));
  return conditions;
};

/** Two bounds, for a comparison of rows alone would not tell the planner which partitions to read. */
const behind = ({ at, id }: Cursor): Condition =>
  sql`r.created_at <= ${at} and (r.created_at, r.id) < (${at}, ${id}::uuid)`;

/** Behind an index of one field, "nulls last" keeps the primary key out: 0003_activity.sql. */
const behindIndex = sql`r.created_at desc nulls last, r.id desc`;

/**
 * Which runs were there, newest first? By the index of what they are filtered by: of their trace,
 * pipeline and status, pipeline, or status, or those in which a stage failed; else the primary key.
 */
export const listRunRows = (
  db: Database,
  filter: PipelineRunFilter,
  { limit, after, ...known }: Known & { limit: number; after: Cursor | undefined },
): Promise<readonly RunRow[]> => {
  const { status, pipeline, traceId } = filter;
  const conditions = conditionsOf(filter, known);
  if (after) conditions.push(behind(after));
  const isFiltered = status !== undefined || pipeline !== undefined || traceId !== undefined;
  const order = isFiltered ? behindIndex : sql`r.created_at desc, r.id desc`;
  return show(db, { where: allOf(conditions), order, limit });
};

/** The ids of what the list has, in its order, and how many there are up to one more than asked for. */
export const matchRunIds = async (
  db: Database | Transaction,
  filter: PipelineRunFilter,
  { limit, ...known }: Known & { readonly limit: number },
): Promise<{ ids: string[]; count: number }> => {
  const { rows } = await sql<{ id: string }>`
    select r.id from pipeline_runs r where ${allOf(conditionsOf(filter, known))}
    order by ${behindIndex} limit ${limit + 1}`.execute(db);
  return { ids: rows.slice(0, limit).map(({ id }) => id), count: rows.length };
};

/** Which runs of a range took longest? pipeline_runs_slowest, until enough of the range are found. */
export const listSlowestRows = (
  db: Transaction,
  pipeline: string,
  { from, to }: TimeRange,
  limit: number,
): Promise<readonly RunRow[]> =>
  show(db, {
    where: sql`r.pipeline = ${pipeline} and r.status in ('succeeded', 'failed')
      and r.duration_ms is not null and r.created_at >= ${from} and r.created_at < ${to}`,
    order: sql`r.duration_ms desc`,
    limit,
  });

/** Which failed last? pipeline_runs_pipeline_status. */
export const listFailedRows = (
  db: Transaction,
  pipeline: string,
  { from, to }: TimeRange,
  limit: number,
): Promise<readonly RunRow[]> =>
  show(db, {
    where: sql`r.pipeline = ${pipeline} and r.status = 'failed'
      and r.created_at >= ${from} and r.created_at < ${to}`,
    order: behindIndex,
    limit,
  });

/** By pipeline_runs_id. */
export const findRunRow = async (db: Transaction, id: string): Promise<RunRow | undefined> =>
  (await show(db, { where: sql`r.id = ${id}::uuid`, order: sql`r.created_at`, limit: 1 }))[0];
