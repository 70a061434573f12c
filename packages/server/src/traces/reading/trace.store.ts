import { traceLimits, type TraceLayer } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** Something of a trace, of whichever table. Times are microseconds since 1970. */
export interface TraceRow {
  readonly id: string;
  /** A span that it is, or is a part of; a run that a stage is a part of. */
  readonly span_id: string | null;
  readonly parent_id: string | null;
  readonly name: string;
  readonly place: string | null;
  readonly kind: string | null;
  readonly start_us: number;
  readonly duration_us: number | null;
  readonly status: string;
  readonly note: string | null;
  readonly organization_id: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
  /** Of AI jobs; the cost is null when it is not known. */
  readonly tokens?: number;
  readonly cost_usd?: string | null;
}

const microseconds = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(extract(epoch from ${moment}) * 1000000)::bigint`;
const fromMs = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`round(${column} * 1000)::bigint`;
const who = sql`organization_id, user_id, session_id`;
const createdAt = sql`created_at`;

/**
 * Each table's rows of a trace. Index: the primary key of spans; of the others the one that ends in
 * _trace. Text that may be long is cut.
 */
const sources: Readonly<Record<TraceLayer, (where: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  span: (where) => sql`
    select span_id as id, span_id, parent_span_id as parent_id, name, nullif(service, '') as place,
      kind, ${microseconds(createdAt)} as start_us, duration_us, status,
      left(status_message, 300) as note, ${who}
    from spans where ${where}`,
  request: (where) => sql`
    select id::text, span_id, null as parent_id, method || ' ' || endpoint as name, null as place,
      null as kind, ${microseconds(createdAt)} - ${fromMs(sql`response_time_ms`)} as start_us,
      ${fromMs(sql`response_time_ms`)} as duration_us,
      case when status_code >= 500 then 'error' else 'ok' end as status,
      status_code::text as note, organization_id, user_id, null as session_id
    from api_metrics where ${where}`,
  ai_job: (where) => sql`
    select id::text, span_id, null as parent_id, operation || ' ' || model as name,
      provider as place, null as kind, ${microseconds(createdAt)} as start_us,
      ${fromMs(sql`latency_ms`)} as duration_us,
      case status when 'failed' then 'error' else 'ok' end as status, error_type as note, ${who},
      input_tokens + output_tokens as tokens, cost_usd
    from ai_job_runs where ${where}`,
  pipeline_run: (where) => sql`
    select id::text, null as span_id, null as parent_id, pipeline as name, null as place,
      null as kind, ${microseconds(createdAt)} as start_us, ${fromMs(sql`duration_ms`)} as duration_us,
      status, left(coalesce(error_type, error_message), 300) as note, ${who}
    from pipeline_runs where ${where}`,
  stage: (where) => sql`
    select id::text, null as span_id, run_id::text as parent_id, stage as name, pipeline as place,
      null as kind, ${microseconds(createdAt)} as start_us, ${fromMs(sql`duration_ms`)} as duration_us,
      status, left(coalesce(error_type, error_message, reason), 300) as note, ${who}
    from stage_executions where ${where}`,
  activity: (where) => sql`
    select id::text, null as span_id, null as parent_id, action as name, category as place,
      null as kind, ${microseconds(createdAt)} as start_us, null::bigint as duration_us,
      'unset' as status, concat_ws(' ', resource_type, resource_id) as note, ${who}
    from activity_log where ${where}`,
  log: (where) => sql`
    select id::text, null as span_id, null as parent_id, left(message, 300) as name,
      source as place, null as kind, ${microseconds(createdAt)} as start_us,
      null::bigint as duration_us,
      case level when 'info' then 'unset' else level end as status, error_type as note, ${who}
    from system_logs where ${where}`,
};

/** A trace of more rows than this is not sorted to find its earliest. */
const mostSorted = 20_000;

/** The earliest rows of a layer of a trace that are still kept, and one more than its limit where there are more. */
export const listTraceRows = async (
  trx: Transaction,
  layer: TraceLayer,
  { traceId, since }: { readonly traceId: string; readonly since: Date },
): Promise<TraceRow[]> => {
  const where = sql`trace_id = ${traceId} and created_at >= ${since}`;
  const { rows } = await sql<TraceRow>`
    select * from (${sources[layer](where)} limit ${mostSorted}) as found
    order by start_us, duration_us desc nulls last, id limit ${traceLimits[layer] + 1}`.execute(
    trx,
  );
  return rows;
};

export interface NamedRow {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string | null;
}

/** What are they called? Primary keys. */
export const findNames = async (
  trx: Transaction,
  table: 'organizations' | 'users',
  ids: readonly string[],
): Promise<NamedRow[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<NamedRow>`
    select id, external_id, name from ${sql.table(table)} where id = any(${ids}::uuid[])`.execute(
    trx,
  );
  return rows;
};

export interface SpanRow {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string | null;
  readonly name: string;
  readonly kind: string;
  readonly service: string;
  readonly scope: string | null;
  readonly created_at: Date;
  readonly duration_us: number;
  readonly status: 'unset' | 'ok' | 'error';
  readonly status_message: string | null;
  readonly organization_id: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly attributes: Record<string, unknown>;
  readonly resource: Record<string, unknown> | null;
  readonly events: readonly { name: string; at: string; attributes?: Record<string, unknown> }[];
  readonly links: readonly {
    traceId: string;
    spanId: string;
    attributes?: Record<string, unknown>;
  }[];
  readonly dropped: number;
}

/** One span; sent with two times, the earlier. The primary key of spans. */
export const findSpanRow = async (
  trx: Transaction,
  {
    traceId,
    spanId,
    since,
  }: {
    readonly traceId: string;
    readonly spanId: string;
    readonly since: Date;
  },
): Promise<SpanRow | undefined> => {
  const { rows } = await sql<SpanRow>`
    select s.*, r.attributes as resource
    from spans s left join span_resources r on r.id = s.resource_id
    where s.trace_id = ${traceId} and s.span_id = ${spanId} and s.created_at >= ${since}
    order by s.created_at limit 1`.execute(trx);
  return rows[0];
};
