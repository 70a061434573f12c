import type { TraceLayer } from '@taffrail/contract';
import { sql } from 'kysely';
import { fromMs, microseconds, ofTrace, type RowsOf } from './rows-of.sql.ts';

const who = sql`organization_id, user_id, session_id`;
const createdAt = sql`created_at`;

/**
 * What the product tells of a trace. Index: the primary key of spans; of the others the one that ends
 * in _trace. Text that may be long is cut.
 */
export const telemetryRows = {
  span: (asked) => sql`
    select span_id as id, span_id, parent_span_id as parent_id, name, nullif(service, '') as place,
      kind, ${microseconds(createdAt)} as start_us, duration_us, status,
      left(status_message, 300) as note, ${who}
    from spans where ${ofTrace(asked)}`,
  request: (asked) => sql`
    select id::text, span_id, null as parent_id, method || ' ' || endpoint as name, null as place,
      null as kind, ${microseconds(createdAt)} - ${fromMs(sql`response_time_ms`)} as start_us,
      ${fromMs(sql`response_time_ms`)} as duration_us,
      case when status_code >= 500 then 'error' else 'ok' end as status,
      status_code::text as note, organization_id, user_id, null as session_id
    from api_metrics where ${ofTrace(asked)}`,
  ai_job: (asked) => sql`
    select id::text, span_id, null as parent_id, operation || ' ' || model as name,
      provider as place, null as kind, ${microseconds(createdAt)} as start_us,
      ${fromMs(sql`latency_ms`)} as duration_us,
      case status when 'failed' then 'error' else 'ok' end as status, error_type as note, ${who},
      input_tokens + output_tokens as tokens, cost_usd
    from ai_job_runs where ${ofTrace(asked)}`,
  pipeline_run: (asked) => sql`
    select id::text, null as span_id, null as parent_id, pipeline as name, null as place,
      null as kind, ${microseconds(createdAt)} as start_us, ${fromMs(sql`duration_ms`)} as duration_us,
      status, left(coalesce(error_type, error_message), 300) as note, ${who}
    from pipeline_runs where ${ofTrace(asked)}`,
  stage: (asked) => sql`
    select id::text, null as span_id, run_id::text as parent_id, stage as name, pipeline as place,
      null as kind, ${microseconds(createdAt)} as start_us, ${fromMs(sql`duration_ms`)} as duration_us,
      status, left(coalesce(error_type, error_message, reason), 300) as note, ${who}
    from stage_executions where ${ofTrace(asked)}`,
  activity: (asked) => sql`
    select id::text, null as span_id, null as parent_id, action as name, category as place,
      null as kind, ${microseconds(createdAt)} as start_us, null::bigint as duration_us,
      'unset' as status, concat_ws(' ', resource_type, resource_id) as note, ${who}
    from activity_log where ${ofTrace(asked)}`,
  log: (asked) => sql`
    select id::text, null as span_id, null as parent_id, left(message, 300) as name,
      source as place, null as kind, ${microseconds(createdAt)} as start_us,
      null::bigint as duration_us,
      case level when 'info' then 'unset' else level end as status, error_type as note, ${who}
    from system_logs where ${ofTrace(asked)}`,
} as const satisfies Partial<Record<TraceLayer, RowsOf>>;
