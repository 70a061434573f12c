-- The console's own pipeline, from an alert to its notification: what the engine must know to carry
-- a run out. What is shown of it stands in pipeline_runs and stage_executions, under the same id.

create table alert_runs (
  -- As pipeline_runs has it.
  run_created_at timestamptz(3) not null,
  run_id uuid not null,
  -- Moves with the alerts when incidents are merged.
  incident_id uuid not null,
  -- What it was started for; what it took in while it waited stands in alert_run_starts, too.
  alert_id uuid not null,
  alert_event_id uuid not null,
  cause text not null check (cause in (
    'opened', 'severity_changed', 'status_changed', 'label_changed', 'reopened', 'resolved'
  )),
  trace_id text not null,
  -- When the report came in that started it.
  received_at timestamptz(3) not null,
  state text not null
    check (state in ('pending', 'running', 'retrying', 'succeeded', 'failed')),
  -- Under way, or next; of a run that has ended the one that it ended with.
  stage text not null check (stage in ('check', 'analyze', 'notify')),
  -- Of the whole run: one more with each retry.
  attempt integer not null default 1,
  -- How often the stage was begun; of that, since somebody asked for it, how often it failed, and how
  -- often the process ended under it.
  stage_attempt integer not null default 0,
  stage_failures integer not null default 0,
  stage_interruptions integer not null default 0,
  -- When the latest execution of the stage began.
  stage_began_at timestamptz(3),
  -- What the stages that are over gave, by name.
  outputs jsonb not null default '{}',
  failed_stages text[] not null default '{}',
  -- Of what is retrying.
  next_attempt_at timestamptz(3),
  -- One more with each change: neither two operators nor two processes overwrite each other.
  version integer not null default 1,
  -- What an operator did last.
  acted text check (acted in ('retry', 'fail')),
  acted_by text,
  acted_at timestamptz(3),
  acted_reason text,
  primary key (run_created_at, run_id)
) partition by range (run_created_at);
create index alert_runs_id on alert_runs (run_id);
create index alert_runs_incident on alert_runs (incident_id, run_created_at desc);
-- The few that are not over.
create index alert_runs_open on alert_runs (incident_id, state)
  where state in ('pending', 'running', 'retrying');

-- Every report of an alert that a run was started for, or that joined it while it waited.
create table alert_run_starts (
  run_created_at timestamptz(3) not null,
  run_id uuid not null,
  alert_event_id uuid not null,
  alert_id uuid not null,
  cause text not null,
  received_at timestamptz(3) not null,
  primary key (run_created_at, run_id, alert_event_id)
) partition by range (run_created_at);
create index alert_run_starts_alert on alert_run_starts (alert_id, run_created_at desc);

-- What executions of stages are listed by.
create index stage_executions_status on stage_executions (status, created_at desc nulls last);
create index stage_executions_pipeline on stage_executions (pipeline, created_at desc nulls last);
create index stage_executions_stage
  on stage_executions (pipeline, stage, status, created_at desc nulls last);

-- Writes runs of the engine, and executions of their stages, as they are, and moves the rollups by
-- the difference. The engine alone changes them, one change after another: so nothing has to be
-- ranked as in ingest_record_pipelines, and a run that waits for a retry runs under the same attempt.
-- Each run whose stages are given is given, too. A stage that is stored already says where.
create function record_alert_runs(run_rows json, stage_rows json, hours_from timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid[];
  before pipeline_count[];
  changes pipeline_count[];
begin
  -- That of ingest_record_pipelines, which writes the same rollups.
  perform pg_advisory_xact_lock(hashtextextended('record_pipelines', 0));

  -- Whoever may call this may write runs of this pipeline, and no others.
  touched := array(
    select r.id
    from json_to_recordset(run_rows) as r (created_at timestamptz(3), id uuid)
    join alert_runs a on a.run_created_at = r.created_at and a.run_id = r.id
  );
  before := array(select c from count_pipelines(touched) as c);

  insert into pipeline_runs (
    created_at, heard_at, id, pipeline, status, attempt, duration_ms, latency_bucket, error_type,
    error_message, failed_stages, trace_id, attributes
  )
  select created_at, heard_at, id, 'alerts', status, attempt, duration_ms, latency_bucket,
    error_type, error_message,
    array(select json_array_elements_text(failed_stages)), trace_id, attributes
  from json_to_recordset(run_rows) as r (
    created_at timestamptz(3), heard_at timestamptz(3), id uuid, status text, attempt integer,
    duration_ms double precision, latency_bucket integer, error_type text, error_message text,
    failed_stages json, trace_id text, attributes jsonb
  )
  where id = any (touched)
  on conflict (created_at, id) do update set
    heard_at = excluded.heard_at,
    status = excluded.status,
    attempt = excluded.attempt,
    duration_ms = excluded.duration_ms,
    latency_bucket = excluded.latency_bucket,
    -- Why it is tried again is known, though whoever marked it for that did not say so.
    error_type = case
      when excluded.status = 'retrying' then coalesce(excluded.error_type, pipeline_runs.error_type)
      else excluded.error_type
    end,
    error_message = case
      when excluded.status = 'retrying'
      then coalesce(excluded.error_message, pipeline_runs.error_message)
      else excluded.error_message
    end,
    failed_stages = excluded.failed_stages;

  with told as (
    select *
    from json_to_recordset(stage_rows) as s (
      stored_at timestamptz(3), created_at timestamptz(3), id uuid, run_id uuid, stage text,
      position integer, status text, reason text, attempt integer, duration_ms double precision,
      latency_bucket integer, error_type text, error_message text, trace_id text, attributes jsonb
    )
    where run_id = any (touched)
  ), changed as (
    -- A stage that waited did not begin with its run.
    update stage_executions s set
      created_at = t.created_at,
      status = t.status,
      reason = t.reason,
      duration_ms = t.duration_ms,
      latency_bucket = t.latency_bucket,
      error_type = t.error_type,
      error_message = t.error_message,
      attributes = t.attributes
    from told t
    where s.created_at = t.stored_at and s.run_id = t.run_id and s.id = t.id
  )
  insert into stage_executions (
    created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
    latency_bucket, error_type, error_message, trace_id, attributes
  )
  select created_at, id, run_id, 'alerts', stage, position, status, reason, attempt, duration_ms,
    latency_bucket, error_type, error_message, trace_id, attributes
  from told
  where stored_at is null;

  insert into pipelines as p (pipeline, first_seen_at, last_seen_at)
  select 'alerts', min(created_at), max(created_at)
  from json_to_recordset(run_rows) as r (created_at timestamptz(3), id uuid)
  where id = any (touched)
  having count(*) > 0
  on conflict (pipeline) do update set
    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
  where excluded.first_seen_at < p.first_seen_at
    or excluded.last_seen_at > p.last_seen_at + interval '1 hour';

  insert into pipeline_stages as p (pipeline, stage, position, first_seen_at, last_seen_at)
  select 'alerts', stage, min(position), min(created_at), max(created_at)
  from json_to_recordset(stage_rows) as s (
    created_at timestamptz(3), run_id uuid, stage text, position integer
  )
  where run_id = any (touched)
  group by stage
  on conflict (pipeline, stage) do update set
    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
  where excluded.first_seen_at < p.first_seen_at
    or excluded.last_seen_at > p.last_seen_at + interval '1 hour';

  changes := array(
    select row(
      began_at, pipeline, stage, state, error_type, latency_bucket, accuracy, sum(count)
    )::pipeline_count
    from (
      select * from count_pipelines(touched)
      union all
      select began_at, pipeline, stage, state, error_type, latency_bucket, accuracy, -count
      from unnest(before)
    ) as counted
    group by began_at, pipeline, stage, state, error_type, latency_bucket, accuracy
    having sum(count) <> 0
  );
  if cardinality(changes) > 0 then
    perform change_stage_executions(changes, hours_from);
  end if;
end
$$;
