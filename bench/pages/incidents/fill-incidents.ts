import type pg from 'pg';
import { slices } from '../../../packages/server/src/app.ts';
import { ensurePartitions } from '../../../packages/server/src/platform/db/partitions.ts';
import { doAll } from '../api/refill.ts';

export const incidents = 100_000;
/** Of each two, five runs. */
export const runs = 250_000;
export const checkRuns = 1_000_000;
export const checks = 40;
const services = 40;
/** Open or acknowledged: what a bad week leaves. */
const active = 200;

interface Given {
  readonly before: Date;
  readonly timeZone: string;
}

type Fill = (owner: pg.ClientBase, given: Given) => Promise<unknown>;

const kinds = {
  incident: 1,
  alert: 2,
  run: 3,
  check: 4,
  checkRun: 5,
  analysis: 6,
  told: 7,
} as const;
type Kind = keyof typeof kinds;

/** Ids that calls can name: of a kind, by number. */
export const idOf = (kind: Kind, n: number): string =>
  `00000000-0000-7000-9${kinds[kind]}00-${n.toString(16).padStart(12, '0')}`;

const id = (kind: Kind, n: string): string =>
  `('00000000-0000-7000-9${kinds[kind]}00-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;

/** Of half a year; two thirds are closed, the newest are not over. */
const incidentAt = (n: string): string =>
  `($1::timestamptz - (${n}) * interval '179 days' / ${incidents})`;

const fillAlerts: Fill = async (owner, { before }) => {
  await owner.query(
    `insert into incidents (id, title, service, severity, state, opened_at, acknowledged_at,
       first_acknowledged_at, resolved_at, closed_at, alert_count, firing_count, last_alert_at,
       trace_id)
     select ${id('incident', 'n')}, 'Requests of service ' || n % ${services} || ' are slow',
       'service-' || n % ${services}, (array['critical', 'warning', 'warning', 'info'])[1 + n % 4],
       state, at, case when state <> 'open' then at + interval '4 minutes' end,
       case when state <> 'open' then at + interval '4 minutes' end,
       case when state in ('resolved', 'closed') then at + interval '30 minutes' end,
       case when state = 'closed' then at + interval '1 hour' end, 1,
       case when n <= ${active} then 1 else 0 end, at, md5('run' || n)
     from generate_series(1, ${incidents}) as n
     cross join lateral (
       select ${incidentAt('n')} as at,
         case when n > ${active} then (array['resolved', 'closed', 'closed'])[1 + n % 3]
           else (array['open', 'acknowledged'])[1 + n % 2] end as state
     ) as drawn`,
    [before],
  );
  await owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity,
       status, description, labels, annotations, service, is_acknowledged_by_sender, started_at,
       ended_at, first_seen_at, last_seen_at, settled_at, occurrences, recent_starts, is_grouped,
       trace_id, version)
     select ${id('alert', 'n')}, 'alertmanager', ${id('alert', 'n % 5')}, 'Alertmanager', n::text,
       'SlowRequests' || n % 200, i.severity, case when n <= ${active} then 'firing' else 'resolved' end,
       'It takes longer than a second.',
       jsonb_build_object('alertname', 'SlowRequests' || n % 200, 'service', i.service,
         'pod', 'pod-' || n)
         || case when n % 2 = 0 then '{"route": "/api/leads"}'::jsonb else '{}' end,
       '{"summary": "Slow"}', i.service, false, i.opened_at, i.resolved_at, i.opened_at,
       i.opened_at, i.opened_at, 3, array[i.opened_at], true, i.trace_id, 1
     from generate_series(1, ${incidents}) as n
     join incidents i on i.id = ${id('incident', 'n')}`,
  );
  await owner.query(
    `insert into incident_alerts (incident_id, alert_id, source_kind, source_id, name, service,
       severity, status, joined_at, changed_at)
     select ${id('incident', 'n')}, a.id, source_kind, source_id, name, service, severity, status,
       started_at, started_at
     from generate_series(1, ${incidents}) as n join alerts a on a.id = ${id('alert', 'n')}`,
  );
  await owner.query(
    `insert into incident_events (incident_id, at, id, kind, actor_kind, actor_label)
     select i.id, moment.at, gen_random_uuid(), moment.kind, 'system', 'Taffrail'
     from incidents i
     cross join lateral (
       values (i.opened_at, 'opened'), (i.acknowledged_at, 'acknowledged'),
         (i.resolved_at, 'resolved'), (i.closed_at, 'closed')
     ) as moment (at, kind)
     where moment.at is not null`,
  );
  await owner.query(
    `insert into alert_events (created_at, id, alert_id, kind, status, severity, matters)
     select a.started_at + step * interval '10 minutes', gen_random_uuid(), a.id,
       (array['opened', 'repeated', 'resolved'])[1 + step],
       case when step < 2 then 'firing' else 'resolved' end, a.severity, step <> 1
     from alerts a, generate_series(0, 2) as step
     where a.started_at < $1::timestamptz - interval '30 minutes'`,
    [before],
  );
  await owner.query(
    'vacuum analyze incidents, alerts, incident_alerts, incident_events, alert_events',
  );
};

/** Each incident has two or three runs of four stages; one in twenty failed when it notified. */
const fillRuns: Fill = async (owner, { before, timeZone }) => {
  const drawn = `
    from generate_series(1, ${runs}) as m
    cross join lateral (
      select 1 + (m - 1) % ${incidents} as n, m % 20 = 0 as failed
    ) as which
    cross join lateral (
      select least(
        ${incidentAt('n')} + (m / ${incidents}) * interval '20 minutes',
        $1::timestamptz - interval '1 second'
      ) as at,
        case when m <= ${incidents} then md5('run' || n) else md5('later run' || m) end as trace
    ) as drawn`;
  await owner.query(
    `insert into pipeline_runs (created_at, heard_at, id, pipeline, status, attempt, duration_ms,
       latency_bucket, error_type, failed_stages, trace_id)
     select at, at, ${id('run', 'm')}, 'alerts', case when failed then 'failed' else 'succeeded' end,
       1, 300 + m % 500, 500 + m % 60, case when failed then 'ChannelUnavailable' end,
       case when failed then array['notify'] else '{}' end, trace ${drawn}`,
    [before],
  );
  await owner.query(
    `insert into alert_runs (run_created_at, run_id, incident_id, alert_id, alert_event_id, cause,
       trace_id, received_at, state, stage)
     select at, ${id('run', 'm')}, ${id('incident', 'n')}, ${id('alert', 'n')}, gen_random_uuid(),
       'opened', trace, at, case when failed then 'failed' else 'succeeded' end, 'notify' ${drawn}`,
    [before],
  );
  await owner.query(
    `insert into alert_run_starts (run_created_at, run_id, alert_event_id, alert_id, cause, received_at)
     select run_created_at, run_id, alert_event_id, alert_id, cause, received_at from alert_runs`,
  );
  await owner.query(
    `insert into stage_executions (created_at, id, run_id, pipeline, stage, position, status,
       attempt, duration_ms, latency_bucket, error_type, trace_id)
     select r.created_at + s.position * interval '50 milliseconds', gen_random_uuid(), r.id, 'alerts',
       s.stage, s.position, case when s.stage = any (r.failed_stages) then 'failed' else 'succeeded' end,
       1, 60, 400 + s.position, case when s.stage = any (r.failed_stages) then r.error_type end,
       r.trace_id
     from pipeline_runs r,
       unnest(array['ingest', 'check', 'analyze', 'notify']) with ordinality as s (stage, position)`,
  );
  await owner.query(
    `insert into pipelines values ('alerts', $1::timestamptz - interval '179 days', $1)
     on conflict do nothing`,
    [before],
  );
  await owner.query(
    `insert into pipeline_stages
     select 'alerts', stage, position, $1::timestamptz - interval '179 days', $1
     from unnest(array['ingest', 'check', 'analyze', 'notify']) with ordinality as s (stage, position)
     on conflict do nothing`,
    [before],
  );
  const summed = `count(*) filter (where status = 'succeeded'),
    count(*) filter (where status = 'failed'), 0, 0,
    case when count(error_type) = 0 then '{}'
      else jsonb_build_object('ChannelUnavailable', count(error_type)) end,
    histogram_of(array_agg(latency_bucket)), 0, 0, 0`;
  for (const [table, bucket] of [
    ['stage_executions_hourly', `date_trunc('hour', created_at, '${timeZone}')`],
    ['stage_executions_daily', `(created_at at time zone '${timeZone}')::date`],
  ] as const)
    await owner.query(
      `insert into ${table}
       select ${bucket}, pipeline, stage, 0, 0, 0, ${summed}
       from (
         select created_at, pipeline, '' as stage, status, error_type, latency_bucket
         from pipeline_runs
         union all
         select created_at, pipeline, stage, status, error_type, latency_bucket
         from stage_executions
       ) as every group by 1, 2, 3 on conflict do nothing`,
    );
  await owner.query(
    `vacuum analyze pipeline_runs, alert_runs, alert_run_starts, stage_executions,
       stage_executions_hourly, stage_executions_daily`,
  );
};

const fillChecks: Fill = async (owner, { before, timeZone }) => {
  await owner.query(
    `insert into checks (id, kind, name, service, every_minutes, failures_before_alert, is_enabled,
       config, version, created_at, updated_at)
     select ${id('check', 'n')}, 'http', 'Service ' || n, 'service-' || n % ${services}, 1, 2, true,
       '{"kind":"http","url":"https://service.example/","method":"GET","expectedStatus":"200","timeoutMs":5000}',
       1, $1, $1
     from generate_series(1, ${checks}) as n`,
    [before],
  );
  // Nobody is asked during the bench: the next run is far away.
  await owner.query(
    `insert into check_states (check_id, next_run_at, result, result_since, latest_run_at)
     select ${id('check', 'n')}, $1::timestamptz + interval '1 year', 'ok', $1, $1
     from generate_series(1, ${checks}) as n`,
    [before],
  );
  await owner.query(
    `insert into check_runs (created_at, id, check_id, kind, name, result, message, value,
       warning_at, critical_at, duration_ms, host, target, cause, trace_id)
     select $1::timestamptz - n * interval '89 days' / ${checkRuns}, ${id('checkRun', 'n')},
       ${id('check', `1 + n % ${checks}`)}, 'http', 'Service ' || 1 + n % ${checks},
       case when n % 97 = 0 then 'critical' when n % 41 = 0 then 'warning'
         when n % 211 = 0 then 'unknown' else 'ok' end,
       'Answered 200 in 80 ms', 80 + n % 70, 500, 2000, 80 + n % 70, 'bench',
       'https://service.example/', 'schedule', case when n % 50 = 0 then md5('run' || n) end
     from generate_series(1, ${checkRuns}) as n`,
    [before],
  );
  for (const [table, bucket] of [
    ['check_runs_hourly', `date_trunc('hour', created_at)`],
    ['check_runs_daily', `(created_at at time zone '${timeZone}')::date`],
  ] as const)
    await owner.query(
      `insert into ${table}
       select ${bucket}, check_id, count(*) filter (where result = 'ok'),
         count(*) filter (where result = 'warning'), count(*) filter (where result = 'critical'),
         count(*) filter (where result = 'unknown'), count(value), sum(value), max(value)
       from check_runs group by 1, 2 on conflict do nothing`,
    );
  await owner.query(
    'vacuum analyze checks, check_states, check_runs, check_runs_hourly, check_runs_daily',
  );
};

const fillTold: Fill = async (owner, { before, timeZone }) => {
  await owner.query(
    `insert into notification_channels (id, kind, name, settings, sealed_secrets, created_at, tested_at)
     select ${id('told', 'n')}, 'webhook', 'Channel ' || n, '{"url": "https://hooks.example/"}', '',
       $1, $1
     from generate_series(1, 5) as n`,
    [before],
  );
  const ofRuns = `
    from generate_series(1, ${runs}) as m
    join alert_runs a on a.run_id = ${id('run', 'm')}`;
  await owner.query(
    `insert into analysis_runs (created_at, id, run_id, alert_id, incident_id, trace_id, status,
       provider, purpose, input_tokens, output_tokens, cost_usd, read_ms, analyze_ms, summary,
       confidence)
     select a.run_created_at, ${id('analysis', 'm')}, a.run_id, a.alert_id, a.incident_id, a.trace_id,
       'succeeded', 'rules', 'diagnosis', 0, 0, 0, 12, 1, 'The deploy of an hour before.', 0.6
     ${ofRuns}`,
  );
  await owner.query(
    `insert into analysis_runs_daily
     select (created_at at time zone '${timeZone}')::date, provider, '', count(*), 0, 0, 0, 0,
       sum(read_ms + analyze_ms)
     from analysis_runs group by 1, 2 on conflict do nothing`,
  );
  await owner.query(
    `insert into notifications (created_at, id, kind, state, reason, channel_id, run_id, incident_id,
       alert_id, trace_id, severity, title, attempt, ended_at, duration_ms)
     select a.run_created_at, ${id('told', '1000 + m')}, 'firing',
       case when m % 20 = 0 then 'failed' else 'sent' end,
       case when m % 20 = 0 then 'unavailable' end, ${id('told', '1 + m % 5')}, a.run_id,
       a.incident_id, a.alert_id, a.trace_id, 'warning', 'Requests are slow', 1, a.run_created_at, 90
     ${ofRuns}`,
  );
  await owner.query('vacuum analyze analysis_runs, analysis_runs_daily, notifications');
};

const filled: ReadonlySet<string> = new Set([
  'alert_events',
  'alert_runs',
  'alert_run_starts',
  'pipeline_runs',
  'stage_executions',
  'stage_executions_hourly',
  'check_runs',
  'check_runs_hourly',
  'analysis_runs',
  'notifications',
]);

/** A new console has none for what it does not take any more. */
const ensureOld: Fill = (owner, { before }) =>
  ensurePartitions(
    owner,
    slices
      .flatMap(({ partitions = [] }) => partitions)
      .filter(({ table }) => filled.has(table))
      .map((table) => ({ ...table, acceptDays: table.keepDays ?? table.acceptDays })),
    before,
  );

/** What half a year of alerts leaves behind. */
export const fillIncidents = async (ownerUrl: string, given: Given): Promise<void> => {
  await doAll(ownerUrl, [(owner) => ensureOld(owner, given)]);
  await doAll(ownerUrl, [
    async (owner) => {
      await fillAlerts(owner, given);
      await fillRuns(owner, given);
      await fillTold(owner, given);
    },
    (owner) => fillChecks(owner, given),
  ]);
};
