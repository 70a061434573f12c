import type { TraceLayer } from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { fromMs, microseconds, ofTrace, type RowsOf, type TraceAsked } from './rows-of.sql.ts';

const nobody = sql`null::uuid as organization_id, null::uuid as user_id, null as session_id`;
const noSpan = sql`null as span_id`;

/** Of the runs that have this trace: the primary keys of what is kept of runs, in their months alone. */
const ofRuns = ({ runs }: TraceAsked): RawBuilder<SqlBool> => {
  const [first, last] = [runs.at(0), runs.at(-1)];
  if (!first || !last) return sql`false`;
  return sql`run_created_at between ${first.createdAt} and ${last.createdAt}
    and run_id = any(${runs.map(({ id }) => id)}::uuid[])`;
};

/**
 * What the console did about alerts. An alert and an incident are moments, however long they last:
 * that in which they began, or in which the run took them up that has this trace, since a run may be
 * about something that began days ago. Index: those that end in _trace.
 */
export const incidentRows = {
  alert: (asked) => sql`
    select a.id::text, ${noSpan}, null as parent_id, a.name, a.source_name as place, null as kind,
      ${microseconds(sql`told.at`)} as start_us, null::bigint as duration_us,
      case when a.status = 'resolved' then 'ok' else a.severity end as status,
      concat_ws(', ', a.severity, a.status, a.service) as note, ${nobody}
    from (
      select alert_id, min(at) as at
      from (
        select id as alert_id, started_at as at from alerts where trace_id = ${asked.traceId}
        union all
        select alert_id, received_at from alert_run_starts where ${ofRuns(asked)}
      ) as each
      group by alert_id
    ) as told
    join alerts a on a.id = told.alert_id`,
  incident: (asked) => sql`
    select i.id::text, ${noSpan}, null as parent_id, '#' || i.number || ' ' || i.title as name,
      i.service as place, null as kind, ${microseconds(sql`told.at`)} as start_us,
      null::bigint as duration_us,
      case when i.state in ('resolved', 'closed') then 'ok' else i.severity end as status,
      concat_ws(', ', i.severity, i.state) as note, ${nobody}
    from (
      select incident_id, min(at) as at
      from (
        select id as incident_id, opened_at as at from incidents where trace_id = ${asked.traceId}
        union all
        select incident_id, run_created_at from alert_runs where ${ofRuns(asked)}
      ) as each
      group by incident_id
    ) as told
    join incidents i on i.id = told.incident_id`,
  check_run: (asked) => sql`
    select id::text, ${noSpan}, run_id::text as parent_id, name, coalesce(target, host) as place,
      kind, ${microseconds(sql`created_at`)} as start_us, ${fromMs(sql`duration_ms`)} as duration_us,
      result as status, left(message, 300) as note, ${nobody}
    from check_runs where ${ofTrace(asked)}`,
  analysis_run: (asked) => sql`
    select id::text, ${noSpan}, run_id::text as parent_id, purpose as name,
      concat_ws(' ', provider, model) as place, null as kind,
      ${microseconds(sql`created_at`)} as start_us,
      ${fromMs(sql`(read_ms + analyze_ms)`)} as duration_us, status,
      left(coalesce(error_type, summary), 300) as note, ${nobody}
    from analysis_runs where ${ofTrace(asked)}`,
  notification: (asked) => sql`
    select n.id::text, ${noSpan}, n.run_id::text as parent_id, left(n.title, 300) as name,
      c.name as place, n.kind, ${microseconds(sql`n.created_at`)} as start_us,
      ${fromMs(sql`n.duration_ms`)} as duration_us, n.state as status,
      left(concat_ws(', ', n.state, n.reason, n.failure), 300) as note, ${nobody}
    from (select * from notifications where ${ofTrace(asked)}) as n
    left join notification_channels c on c.id = n.channel_id`,
} as const satisfies Partial<Record<TraceLayer, RowsOf>>;
