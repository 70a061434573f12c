import {
  expensiveAnalysisUsd,
  type AnalysisFinding,
  type AnalysisInput,
  type AnalysisPurpose,
  type AnalysisRating,
  type AnalysisRunFilter,
  type AnalysisStatus,
} from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import { keptSince } from './partitions.ts';

export interface AnalysisRunRow {
  readonly created_at: Date;
  readonly id: string;
  readonly run_id: string | null;
  readonly alert_id: string | null;
  readonly alert_name: string | null;
  readonly incident_id: string | null;
  readonly incident_number: number | null;
  readonly incident_title: string | null;
  readonly trace_id: string | null;
  readonly status: AnalysisStatus;
  readonly provider: string;
  readonly model: string | null;
  readonly purpose: AnalysisPurpose;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cost_usd: string;
  readonly read_ms: number;
  readonly analyze_ms: number;
  readonly summary: string | null;
  readonly confidence: string | null;
  readonly findings: readonly AnalysisFinding[];
  readonly inputs: readonly AnalysisInput[];
  readonly error_type: string | null;
  readonly error_message: string | null;
  readonly rating: AnalysisRating | null;
  readonly rating_reason: string | null;
  readonly rated_at: Date | null;
  readonly rated_by: string | null;
  readonly version: number;
}

/** What a list needs: without what was found and looked at, which is long. */
export type ListedAnalysisRow = Omit<AnalysisRunRow, 'findings' | 'inputs'>;

type Condition = RawBuilder<SqlBool>;

const listed = sql`r.created_at, r.id, r.run_id, r.alert_id, a.name as alert_name, r.incident_id,
  i.number as incident_number, i.title as incident_title, r.trace_id, r.status, r.provider, r.model,
  r.purpose, r.input_tokens, r.output_tokens, r.cost_usd, r.read_ms, r.analyze_ms, r.summary,
  r.confidence, r.error_type, r.error_message, r.rating, r.rating_reason, r.rated_at, r.rated_by,
  r.version`;

const conditionsOf = (filter: AnalysisRunFilter, now: Date): Condition[] => {
  const { status, provider, purpose, rating, cost, incidentId, runId, traceId } = filter;
  const kept = keptSince(now);
  const begin =
    filter.from === undefined || new Date(filter.from) < kept ? kept : new Date(filter.from);
  const conditions: Condition[] = [sql`r.created_at >= ${begin}`];
  if (filter.to !== undefined) conditions.push(sql`r.created_at < ${new Date(filter.to)}`);
  if (status !== undefined) conditions.push(sql`r.status = ${status}`);
  if (provider !== undefined) conditions.push(sql`r.provider = ${provider}`);
  if (purpose !== undefined) conditions.push(sql`r.purpose = ${purpose}`);
  if (rating === 'none') conditions.push(sql`r.rating is null`);
  else if (rating !== undefined) conditions.push(sql`r.rating = ${rating}`);
  // As the index has it: a parameter would not match its condition.
  if (cost !== undefined) conditions.push(sql`r.cost_usd >= ${sql.lit(expensiveAnalysisUsd)}`);
  if (incidentId !== undefined) conditions.push(sql`r.incident_id = ${incidentId}::uuid`);
  if (runId !== undefined) conditions.push(sql`r.run_id = ${runId}::uuid`);
  if (traceId !== undefined) conditions.push(sql`r.trace_id = ${traceId}`);
  return conditions;
};

/** Two bounds, for a comparison of rows alone would not tell the planner which partitions to read. */
const behind = ({ at, id }: Cursor): Condition =>
  sql`r.created_at <= ${at} and (r.created_at, r.id) < (${at}, ${id}::uuid)`;

/** Those that an index of their own is read in order by; nearly all are unrated and of one provider. */
const isOrderedByIndex = ({ status, rating, cost, incidentId, traceId }: AnalysisRunFilter) =>
  status === 'failed' ||
  cost !== undefined ||
  incidentId !== undefined ||
  traceId !== undefined ||
  (rating !== undefined && rating !== 'none');

/**
 * Which analyses were made, newest first? By the primary key, or by the index of what is rare among
 * them: failures, ratings, cost, the analyses of an incident or a trace.
 */
export const listAnalysisRows = async (
  db: Database,
  filter: AnalysisRunFilter,
  { limit, after, now }: { limit: number; after: Cursor | undefined; now: Date },
): Promise<readonly ListedAnalysisRow[]> => {
  const conditions = conditionsOf(filter, now);
  if (after) conditions.push(behind(after));
  const order = isOrderedByIndex(filter)
    ? sql`r.created_at desc nulls last, r.id desc`
    : sql`r.created_at desc, r.id desc`;
  const { rows } = await sql<ListedAnalysisRow>`
    with r as (
      select r.* from analysis_runs r
      where ${sql.join(conditions, sql` and `)}
      order by ${order}
      limit ${limit}
    )
    select ${listed}
    from r
    left join incidents i on i.id = r.incident_id
    left join alerts a on a.id = r.alert_id
    order by ${order}`.execute(db);
  return rows;
};

/** By analysis_runs_id. */
export const findAnalysisRow = async (
  db: Database | Transaction,
  id: string,
): Promise<AnalysisRunRow | undefined> => {
  const { rows } = await sql<AnalysisRunRow>`
    select ${listed}, r.findings, r.inputs
    from analysis_runs r
    left join incidents i on i.id = r.incident_id
    left join alerts a on a.id = r.alert_id
    where r.id = ${id}::uuid`.execute(db);
  return rows[0];
};

export interface FiguresRow {
  readonly provider: string;
  readonly model: string;
  readonly runs: number;
  readonly failed: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cost_usd: string;
  readonly latency_ms_sum: number;
}

/** What did each provider do on some days? The primary key of the rollup. */
export const sumByProvider = async (
  db: Database,
  { from, to }: { readonly from: Date; readonly to: Date },
  timeZone: string,
): Promise<readonly FiguresRow[]> => {
  const { rows } = await sql<FiguresRow>`
    select provider, model, sum(runs)::bigint as runs, sum(failed)::bigint as failed,
      sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
      sum(cost_usd)::numeric(30, 8) as cost_usd, sum(latency_ms_sum) as latency_ms_sum
    from analysis_runs_daily
    where day between (${from}::timestamptz at time zone ${timeZone})::date
      and (${to}::timestamptz at time zone ${timeZone})::date
    group by provider, model
    order by sum(runs) desc, provider, model`.execute(db);
  return rows;
};
