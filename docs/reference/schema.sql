-- The schema as the migrations leave it, written by `npm run db:dump`; a test fails when it is
-- stale. Partitions are left out: jobs make and drop them.

create table active_organizations_daily (
  day date not null,
  organization_id uuid not null,
  count bigint not null,
  first_at timestamp with time zone not null,
  constraint active_organizations_daily_pkey PRIMARY KEY (day, organization_id) INCLUDE (first_at)
);

create table active_users_daily (
  day date not null,
  organization_id uuid,
  user_id uuid not null,
  count bigint not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint active_users_daily_day_user_id_organization_id_first_at_key UNIQUE NULLS NOT DISTINCT (day, user_id, organization_id) INCLUDE (first_at)
);
CREATE INDEX active_users_daily_organization ON public.active_users_daily USING btree (organization_id, day);
CREATE INDEX active_users_daily_user ON public.active_users_daily USING btree (user_id, day DESC);
alter table active_users_daily enable row level security;
create policy members_see_their_own on active_users_daily for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on active_users_daily for all to taffrail_app
  using (true);

create table activity_actions (
  action text not null,
  category text not null,
  constraint activity_actions_pkey PRIMARY KEY (action)
);

create table activity_daily (
  day date not null,
  organization_id uuid,
  action text not null,
  count bigint not null,
  first_at timestamp with time zone not null,
  constraint activity_daily_day_organization_id_action_key UNIQUE NULLS NOT DISTINCT (day, organization_id, action)
);
CREATE INDEX activity_daily_organization ON public.activity_daily USING btree (organization_id, day);
alter table activity_daily enable row level security;
create policy members_see_their_own on activity_daily for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on activity_daily for all to taffrail_app
  using (true);

create table activity_hourly (
  bucket timestamp with time zone not null,
  organization_id uuid,
  action text not null,
  count bigint not null,
  constraint activity_hourly_bucket_organization_id_action_key UNIQUE NULLS NOT DISTINCT (bucket, organization_id, action)
) partition by RANGE (bucket);
CREATE INDEX activity_hourly_organization ON ONLY public.activity_hourly USING btree (organization_id, bucket);
alter table activity_hourly enable row level security;
create policy members_see_their_own on activity_hourly for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on activity_hourly for all to taffrail_app
  using (true);

create table activity_log (
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  id uuid not null,
  organization_id uuid,
  user_id uuid,
  action text not null,
  category text not null,
  resource_type text,
  resource_id text,
  trace_id text,
  session_id text,
  ip_address inet,
  user_agent text,
  metadata jsonb default '{}'::jsonb not null,
  constraint activity_log_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX activity_log_action ON ONLY public.activity_log USING btree (action, created_at DESC NULLS LAST);
CREATE INDEX activity_log_organization ON ONLY public.activity_log USING btree (organization_id, created_at DESC NULLS LAST);
CREATE INDEX activity_log_resource ON ONLY public.activity_log USING btree (resource_id, created_at DESC NULLS LAST) WHERE (resource_id IS NOT NULL);
CREATE INDEX activity_log_trace ON ONLY public.activity_log USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);
CREATE INDEX activity_log_user ON ONLY public.activity_log USING btree (user_id, created_at DESC NULLS LAST);
alter table activity_log enable row level security;
create policy members_see_their_own on activity_log for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on activity_log for all to taffrail_app
  using (true);

create table activity_totals_daily (
  day date not null,
  action text not null,
  count bigint not null,
  constraint activity_totals_daily_pkey PRIMARY KEY (day, action)
);

create table activity_totals_quarter_hourly (
  bucket timestamp with time zone not null,
  action text not null,
  count bigint not null,
  constraint activity_totals_quarter_hourly_pkey PRIMARY KEY (bucket, action)
) partition by RANGE (bucket);

create table ai_job_runs (
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  id uuid not null,
  organization_id uuid,
  user_id uuid,
  session_id text,
  trace_id text,
  span_id text,
  provider text not null,
  model text not null,
  operation text not null,
  route text not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric(14,8),
  cost_source text not null,
  price_id text,
  latency_ms double precision not null,
  time_to_first_token_ms double precision,
  status text not null,
  error_type text,
  accuracy numeric(7,6),
  prompt_version text,
  attributes jsonb default '{}'::jsonb not null,
  constraint ai_job_runs_pkey PRIMARY KEY (created_at, id),
  constraint ai_job_runs_check CHECK (((cost_usd IS NULL) = (cost_source = 'unpriced'::text))),
  constraint ai_job_runs_cost_source_check CHECK ((cost_source = ANY (ARRAY['reported'::text, 'priced'::text, 'unpriced'::text]))),
  constraint ai_job_runs_status_check CHECK ((status = ANY (ARRAY['succeeded'::text, 'failed'::text])))
) partition by RANGE (created_at);
CREATE INDEX ai_job_runs_failed ON ONLY public.ai_job_runs USING btree (error_type, created_at DESC NULLS LAST) WHERE (status = 'failed'::text);
CREATE INDEX ai_job_runs_id ON ONLY public.ai_job_runs USING btree (id);
CREATE INDEX ai_job_runs_large ON ONLY public.ai_job_runs USING btree (created_at) WHERE (input_tokens > 100000);
CREATE INDEX ai_job_runs_model ON ONLY public.ai_job_runs USING btree (model, created_at DESC NULLS LAST);
CREATE INDEX ai_job_runs_organization ON ONLY public.ai_job_runs USING btree (organization_id, created_at DESC NULLS LAST);
CREATE INDEX ai_job_runs_provider ON ONLY public.ai_job_runs USING btree (provider, created_at DESC NULLS LAST);
CREATE INDEX ai_job_runs_route ON ONLY public.ai_job_runs USING btree (route, created_at DESC NULLS LAST);
CREATE INDEX ai_job_runs_trace ON ONLY public.ai_job_runs USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);
CREATE INDEX ai_job_runs_unpriced ON ONLY public.ai_job_runs USING btree (model, created_at DESC NULLS LAST) WHERE (cost_source = 'unpriced'::text);
CREATE INDEX ai_job_runs_user ON ONLY public.ai_job_runs USING btree (user_id, created_at DESC NULLS LAST) WHERE (user_id IS NOT NULL);

create table ai_job_spans (
  key uuid not null,
  created_at timestamp(3) with time zone not null,
  constraint ai_job_spans_pkey PRIMARY KEY (key)
);
CREATE INDEX ai_job_spans_created_at ON public.ai_job_spans USING btree (created_at);

create table alert_events (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  alert_id uuid not null,
  event_key text,
  kind text not null,
  status text not null,
  severity text not null,
  changes jsonb default '[]'::jsonb not null,
  matters boolean not null,
  actor text,
  run_id uuid,
  constraint alert_events_pkey PRIMARY KEY (created_at, id),
  constraint alert_events_kind_check CHECK ((kind = ANY (ARRAY['opened'::text, 'reopened'::text, 'resolved'::text, 'changed'::text, 'repeated'::text, 'late'::text]))),
  constraint alert_events_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text, 'info'::text]))),
  constraint alert_events_status_check CHECK ((status = ANY (ARRAY['firing'::text, 'resolved'::text])))
) partition by RANGE (created_at);
CREATE INDEX alert_events_alert ON ONLY public.alert_events USING btree (alert_id, created_at DESC NULLS LAST);
CREATE INDEX alert_events_key ON ONLY public.alert_events USING btree (event_key) WHERE (event_key IS NOT NULL);

create table alert_run_starts (
  run_created_at timestamp(3) with time zone not null,
  run_id uuid not null,
  alert_event_id uuid not null,
  alert_id uuid not null,
  cause text not null,
  received_at timestamp(3) with time zone not null,
  constraint alert_run_starts_pkey PRIMARY KEY (run_created_at, run_id, alert_event_id)
) partition by RANGE (run_created_at);
CREATE INDEX alert_run_starts_alert ON ONLY public.alert_run_starts USING btree (alert_id, run_created_at DESC);

create table alert_runs (
  run_created_at timestamp(3) with time zone not null,
  run_id uuid not null,
  incident_id uuid not null,
  alert_id uuid not null,
  alert_event_id uuid not null,
  cause text not null,
  trace_id text not null,
  received_at timestamp(3) with time zone not null,
  state text not null,
  stage text not null,
  attempt integer default 1 not null,
  stage_attempt integer default 0 not null,
  stage_failures integer default 0 not null,
  stage_interruptions integer default 0 not null,
  stage_began_at timestamp(3) with time zone,
  outputs jsonb default '{}'::jsonb not null,
  failed_stages text[] default '{}'::text[] not null,
  next_attempt_at timestamp(3) with time zone,
  version integer default 1 not null,
  acted text,
  acted_by text,
  acted_at timestamp(3) with time zone,
  acted_reason text,
  constraint alert_runs_pkey PRIMARY KEY (run_created_at, run_id),
  constraint alert_runs_acted_check CHECK ((acted = ANY (ARRAY['retry'::text, 'fail'::text]))),
  constraint alert_runs_cause_check CHECK ((cause = ANY (ARRAY['opened'::text, 'severity_changed'::text, 'status_changed'::text, 'label_changed'::text, 'reopened'::text, 'resolved'::text]))),
  constraint alert_runs_stage_check CHECK ((stage = ANY (ARRAY['check'::text, 'analyze'::text, 'notify'::text]))),
  constraint alert_runs_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'retrying'::text, 'succeeded'::text, 'failed'::text])))
) partition by RANGE (run_created_at);
CREATE INDEX alert_runs_id ON ONLY public.alert_runs USING btree (run_id);
CREATE INDEX alert_runs_incident ON ONLY public.alert_runs USING btree (incident_id, run_created_at DESC);
CREATE INDEX alert_runs_open ON ONLY public.alert_runs USING btree (incident_id, state) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text, 'retrying'::text]));

create table alerts (
  id uuid not null,
  source_kind text not null,
  source_id uuid not null,
  source_name text not null,
  fingerprint text not null,
  name text not null,
  severity text not null,
  status text not null,
  description text,
  labels jsonb not null,
  annotations jsonb not null,
  service text,
  group_key text,
  url text,
  is_acknowledged_by_sender boolean not null,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  resolved_by_id uuid,
  resolved_by text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  settled_at timestamp(3) with time zone not null,
  occurrences bigint not null,
  recent_starts timestamp(3) with time zone[] not null,
  flapping_until timestamp(3) with time zone,
  is_grouped boolean not null,
  trace_id text,
  delivery_id uuid,
  version integer not null,
  constraint alerts_source_kind_source_id_fingerprint_key UNIQUE (source_kind, source_id, fingerprint),
  constraint alerts_pkey PRIMARY KEY (id),
  constraint alerts_check CHECK (((status = 'firing'::text) = (ended_at IS NULL))),
  constraint alerts_check1 CHECK (((resolved_by IS NULL) OR (status = 'resolved'::text))),
  constraint alerts_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text, 'info'::text]))),
  constraint alerts_source_kind_check CHECK ((source_kind = ANY (ARRAY['alertmanager'::text, 'sentry'::text, 'github'::text, 'generic'::text, 'check'::text, 'heartbeat'::text]))),
  constraint alerts_status_check CHECK ((status = ANY (ARRAY['firing'::text, 'resolved'::text])))
);
CREATE INDEX alerts_flapping ON public.alerts USING btree (started_at DESC, id DESC) WHERE (flapping_until IS NOT NULL);
CREATE INDEX alerts_latest ON public.alerts USING btree (started_at DESC, id DESC);
CREATE INDEX alerts_name ON public.alerts USING btree (name, started_at DESC, id DESC);
CREATE INDEX alerts_sentry_issue ON public.alerts USING btree (fingerprint) WHERE (source_kind = 'sentry'::text);
CREATE INDEX alerts_sentry_short_id ON public.alerts USING btree (((annotations ->> 'issue'::text))) WHERE (source_kind = 'sentry'::text);
CREATE INDEX alerts_service ON public.alerts USING btree (service, started_at DESC, id DESC) WHERE (service IS NOT NULL);
CREATE INDEX alerts_severity ON public.alerts USING btree (severity, started_at DESC, id DESC);
CREATE INDEX alerts_source ON public.alerts USING btree (source_id, started_at DESC, id DESC);
CREATE INDEX alerts_status ON public.alerts USING btree (status, started_at DESC, id DESC);
CREATE INDEX alerts_trace ON public.alerts USING btree (trace_id, started_at DESC, id DESC) WHERE (trace_id IS NOT NULL);
CREATE INDEX alerts_ungrouped ON public.alerts USING btree (started_at DESC, id DESC) WHERE (NOT is_grouped);
CREATE INDEX alerts_workflow ON public.alerts USING btree (((labels ->> 'workflow'::text)), ((labels ->> 'branch'::text))) WHERE (source_kind = 'github'::text);

create table analysis_runs (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  run_id uuid,
  alert_id uuid,
  incident_id uuid,
  trace_id text,
  status text not null,
  provider text not null,
  model text,
  purpose text not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric(14,8) not null,
  read_ms double precision not null,
  analyze_ms double precision not null,
  summary text,
  confidence numeric(4,3),
  findings jsonb default '[]'::jsonb not null,
  inputs jsonb default '[]'::jsonb not null,
  error_type text,
  error_message text,
  rating text,
  rating_reason text,
  rated_at timestamp(3) with time zone,
  rated_by text,
  version integer default 1 not null,
  constraint analysis_runs_pkey PRIMARY KEY (created_at, id),
  constraint analysis_runs_check CHECK ((num_nulls(rating, rated_at, rated_by) = ANY (ARRAY[0, 3]))),
  constraint analysis_runs_confidence_check CHECK (((confidence >= (0)::numeric) AND (confidence <= (1)::numeric))),
  constraint analysis_runs_cost_usd_check CHECK ((cost_usd >= (0)::numeric)),
  constraint analysis_runs_purpose_check CHECK ((purpose = ANY (ARRAY['diagnosis'::text, 'resolution'::text]))),
  constraint analysis_runs_rating_check CHECK ((rating = ANY (ARRAY['up'::text, 'down'::text]))),
  constraint analysis_runs_status_check CHECK ((status = ANY (ARRAY['succeeded'::text, 'failed'::text])))
) partition by RANGE (created_at);
CREATE INDEX analysis_runs_expensive ON ONLY public.analysis_runs USING btree (created_at DESC NULLS LAST) WHERE (cost_usd >= 0.05);
CREATE INDEX analysis_runs_id ON ONLY public.analysis_runs USING btree (id);
CREATE INDEX analysis_runs_incident ON ONLY public.analysis_runs USING btree (incident_id, created_at DESC NULLS LAST) WHERE (incident_id IS NOT NULL);
CREATE INDEX analysis_runs_provider ON ONLY public.analysis_runs USING btree (provider, created_at DESC NULLS LAST);
CREATE INDEX analysis_runs_purpose ON ONLY public.analysis_runs USING btree (purpose, created_at DESC NULLS LAST);
CREATE INDEX analysis_runs_rating ON ONLY public.analysis_runs USING btree (rating, created_at DESC NULLS LAST);
CREATE INDEX analysis_runs_run ON ONLY public.analysis_runs USING btree (run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX analysis_runs_status ON ONLY public.analysis_runs USING btree (status, created_at DESC NULLS LAST);
CREATE INDEX analysis_runs_trace ON ONLY public.analysis_runs USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table analysis_runs_daily (
  day date not null,
  provider text not null,
  model text not null,
  runs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric(20,8) not null,
  latency_ms_sum double precision not null,
  constraint analysis_runs_daily_pkey PRIMARY KEY (day, provider, model)
);

create table api_keys (
  id uuid not null,
  name text not null,
  kind text not null,
  scopes text[] default '{}'::text[] not null,
  role text,
  prefix text not null,
  key_hash bytea not null,
  sealed_key bytea,
  origin text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES operators(id),
  constraint api_keys_check CHECK (((kind = 'api'::text) = (role IS NOT NULL))),
  constraint api_keys_kind_check CHECK ((kind = ANY (ARRAY['ingest'::text, 'api'::text]))),
  constraint api_keys_origin_check CHECK ((origin = ANY (ARRAY['first_start'::text, 'environment'::text, 'operator'::text]))),
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'finance'::text, 'support'::text, 'viewer'::text])))
);

create table api_metrics (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  response_time_ms double precision not null,
  organization_id uuid,
  user_id uuid,
  trace_id text,
  count integer not null,
  span_id text,
  constraint api_metrics_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX api_metrics_trace ON ONLY public.api_metrics USING btree (trace_id) WHERE (trace_id IS NOT NULL);
alter table api_metrics enable row level security;
create policy operators_see_all on api_metrics for all to taffrail_app
  using (true);

create table api_metrics_daily (
  bucket date not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_daily_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
);
CREATE INDEX api_metrics_daily_endpoint ON public.api_metrics_daily USING btree (endpoint, bucket);

create table api_metrics_hourly (
  bucket timestamp with time zone not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_hourly_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
) partition by RANGE (bucket);
CREATE INDEX api_metrics_hourly_endpoint ON ONLY public.api_metrics_hourly USING btree (endpoint, bucket);

create table api_metrics_minutely (
  bucket timestamp with time zone not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_minutely_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
) partition by RANGE (bucket);
CREATE INDEX api_metrics_minutely_endpoint ON ONLY public.api_metrics_minutely USING btree (endpoint, bucket);

create table api_metrics_partials (
  minute timestamp with time zone not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null
);
CREATE INDEX api_metrics_partials_minute ON public.api_metrics_partials USING btree (minute);

create table api_metrics_weekly (
  bucket date not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  constraint api_metrics_weekly_pkey PRIMARY KEY (bucket, endpoint, method, status_code)
);
CREATE INDEX api_metrics_weekly_endpoint ON public.api_metrics_weekly USING btree (endpoint, bucket);

create table audit_log (
  created_at timestamp with time zone not null,
  id uuid not null,
  action text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_label text not null,
  target_type text,
  target_id text,
  before jsonb,
  after jsonb,
  ip_address inet,
  request_id text,
  constraint audit_log_pkey PRIMARY KEY (created_at, id),
  constraint audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['operator'::text, 'api_key'::text, 'system'::text])))
);
CREATE INDEX audit_log_action ON public.audit_log USING btree (action text_pattern_ops, created_at DESC);
CREATE INDEX audit_log_actor ON public.audit_log USING btree (actor_id, created_at DESC);
CREATE INDEX audit_log_target ON public.audit_log USING btree (target_id, created_at DESC);

create table autofix_runs (
  id uuid not null,
  external_id text,
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  trigger text not null,
  trigger_id text,
  trigger_url text,
  outcome text not null,
  title text not null,
  summary text,
  error text,
  repository text,
  commit_sha text,
  commit_url text,
  workflow_url text,
  model text,
  turns integer,
  duration_ms bigint,
  cost_usd numeric(14,8),
  verification text,
  tests_passed integer,
  tests_failed integer,
  workflow text,
  branch text,
  constraint autofix_runs_external_id_key UNIQUE (external_id),
  constraint autofix_runs_pkey PRIMARY KEY (id),
  constraint autofix_runs_check CHECK (((outcome <> 'fixed'::text) OR (commit_sha IS NOT NULL))),
  constraint autofix_runs_outcome_check CHECK ((outcome = ANY (ARRAY['fixed'::text, 'skipped'::text, 'failed'::text]))),
  constraint autofix_runs_trigger_check CHECK ((trigger = ANY (ARRAY['sentry'::text, 'load_test'::text, 'ci'::text]))),
  constraint autofix_runs_verification_check CHECK ((verification = ANY (ARRAY['passed'::text, 'failed'::text, 'not_run'::text])))
);
CREATE INDEX autofix_runs_figures ON public.autofix_runs USING btree (created_at, trigger, outcome, repository);
CREATE INDEX autofix_runs_latest ON public.autofix_runs USING btree (created_at DESC, id DESC);
CREATE INDEX autofix_runs_load_test ON public.autofix_runs USING btree (trigger_id, created_at DESC) WHERE (trigger = 'load_test'::text);
CREATE INDEX autofix_runs_outcome ON public.autofix_runs USING btree (outcome, created_at DESC, id DESC);
CREATE INDEX autofix_runs_repository ON public.autofix_runs USING btree (repository, created_at DESC, id DESC);
CREATE INDEX autofix_runs_trigger ON public.autofix_runs USING btree (trigger, created_at DESC, id DESC);

create table budgets (
  id uuid not null,
  organization_id uuid,
  route text,
  period text not null,
  soft_usd numeric(14,4),
  hard_usd numeric(14,4),
  on_unknown text not null,
  created_at timestamp(3) with time zone not null,
  constraint budgets_organization_id_route_period_key UNIQUE NULLS NOT DISTINCT (organization_id, route, period),
  constraint budgets_pkey PRIMARY KEY (id),
  constraint budgets_check CHECK (((organization_id IS NULL) OR (route IS NULL))),
  constraint budgets_check1 CHECK ((num_nulls(soft_usd, hard_usd) < 2)),
  constraint budgets_check2 CHECK ((soft_usd <= hard_usd)),
  constraint budgets_hard_usd_check CHECK ((hard_usd > (0)::numeric)),
  constraint budgets_on_unknown_check CHECK ((on_unknown = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint budgets_period_check CHECK ((period = ANY (ARRAY['day'::text, 'month'::text]))),
  constraint budgets_soft_usd_check CHECK ((soft_usd > (0)::numeric))
);

create table bulk_action_rows (
  bulk_action_id uuid not null,
  position integer not null,
  target_id uuid not null,
  label text not null,
  state text default 'pending'::text not null,
  reason text,
  at timestamp(3) with time zone,
  constraint bulk_action_rows_pkey PRIMARY KEY (bulk_action_id, "position"),
  constraint bulk_action_rows_bulk_action_id_fkey FOREIGN KEY (bulk_action_id) REFERENCES bulk_actions(id) ON DELETE CASCADE,
  constraint bulk_action_rows_check CHECK (((state = 'pending'::text) = (at IS NULL))),
  constraint bulk_action_rows_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'skipped'::text, 'failed'::text])))
);
CREATE INDEX bulk_action_rows_state ON public.bulk_action_rows USING btree (bulk_action_id, state, "position");

create table bulk_actions (
  id uuid not null,
  created_at timestamp(3) with time zone not null,
  created_by text not null,
  actor_kind text not null,
  actor_id uuid not null,
  action text not null,
  state text not null,
  note text,
  filter jsonb,
  rows_total integer not null,
  next_position integer default 0 not null,
  rows_done integer default 0 not null,
  rows_skipped integer default 0 not null,
  rows_failed integer default 0 not null,
  started_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  cancelled_by text,
  failure text,
  constraint bulk_actions_pkey PRIMARY KEY (id),
  constraint bulk_actions_action_check CHECK ((action = ANY (ARRAY['alerts.resolve'::text, 'incidents.acknowledge'::text, 'incidents.resolve'::text, 'runs.retry'::text]))),
  constraint bulk_actions_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['operator'::text, 'api_key'::text]))),
  constraint bulk_actions_check CHECK (((state = 'cancelled'::text) = (cancelled_by IS NOT NULL))),
  constraint bulk_actions_check1 CHECK (((state = ANY (ARRAY['done'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
  constraint bulk_actions_check2 CHECK ((next_position = ((rows_done + rows_skipped) + rows_failed))),
  constraint bulk_actions_check3 CHECK ((next_position <= rows_total)),
  constraint bulk_actions_rows_total_check CHECK ((rows_total > 0)),
  constraint bulk_actions_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX bulk_actions_action ON public.bulk_actions USING btree (action, created_at DESC, id DESC);
CREATE INDEX bulk_actions_latest ON public.bulk_actions USING btree (created_at DESC, id DESC);
CREATE INDEX bulk_actions_state ON public.bulk_actions USING btree (state, created_at DESC, id DESC);

create table check_runs (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  check_id uuid not null,
  kind text not null,
  name text not null,
  result text not null,
  message text not null,
  value double precision,
  warning_at double precision,
  critical_at double precision,
  duration_ms double precision not null,
  host text not null,
  target text,
  cause text not null,
  run_id uuid,
  trace_id text,
  output jsonb default '{}'::jsonb not null,
  constraint check_runs_pkey PRIMARY KEY (created_at, id),
  constraint check_runs_cause_check CHECK ((cause = ANY (ARRAY['schedule'::text, 'asked'::text, 'pipeline'::text]))),
  constraint check_runs_result_check CHECK ((result = ANY (ARRAY['ok'::text, 'warning'::text, 'critical'::text, 'unknown'::text])))
) partition by RANGE (created_at);
CREATE INDEX check_runs_check ON ONLY public.check_runs USING btree (check_id, created_at DESC NULLS LAST, id DESC);
CREATE INDEX check_runs_check_result ON ONLY public.check_runs USING btree (check_id, result, created_at DESC NULLS LAST, id DESC) WHERE (result <> 'ok'::text);
CREATE INDEX check_runs_id ON ONLY public.check_runs USING btree (id);
CREATE INDEX check_runs_kind ON ONLY public.check_runs USING btree (kind, created_at DESC NULLS LAST);
CREATE INDEX check_runs_result ON ONLY public.check_runs USING btree (result, created_at DESC NULLS LAST);
CREATE INDEX check_runs_run ON ONLY public.check_runs USING btree (run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX check_runs_trace ON ONLY public.check_runs USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table check_runs_daily (
  bucket date not null,
  check_id uuid not null,
  ok integer not null,
  warning integer not null,
  critical integer not null,
  unknown integer not null,
  measured integer not null,
  value_sum double precision not null,
  value_max double precision,
  constraint check_runs_daily_pkey PRIMARY KEY (bucket, check_id)
);
CREATE INDEX check_runs_daily_check ON public.check_runs_daily USING btree (check_id, bucket);

create table check_runs_hourly (
  bucket timestamp with time zone not null,
  check_id uuid not null,
  ok integer not null,
  warning integer not null,
  critical integer not null,
  unknown integer not null,
  measured integer not null,
  value_sum double precision not null,
  value_max double precision,
  constraint check_runs_hourly_pkey PRIMARY KEY (bucket, check_id)
) partition by RANGE (bucket);
CREATE INDEX check_runs_hourly_check ON ONLY public.check_runs_hourly USING btree (check_id, bucket);

create table check_states (
  check_id uuid not null,
  next_run_at timestamp(3) with time zone,
  result text,
  result_since timestamp(3) with time zone,
  latest_run_id uuid,
  latest_run_at timestamp(3) with time zone,
  failures integer default 0 not null,
  successes integer default 0 not null,
  failing_since timestamp(3) with time zone,
  alerting text,
  alerting_since timestamp(3) with time zone,
  is_flapping boolean default false not null,
  constraint check_states_pkey PRIMARY KEY (check_id),
  constraint check_states_check_id_fkey FOREIGN KEY (check_id) REFERENCES checks(id) ON DELETE CASCADE,
  constraint check_states_alerting_check CHECK ((alerting = ANY (ARRAY['warning'::text, 'critical'::text]))),
  constraint check_states_result_check CHECK ((result = ANY (ARRAY['ok'::text, 'warning'::text, 'critical'::text, 'unknown'::text])))
);

create table checks (
  id uuid not null,
  kind text not null,
  name text not null,
  service text,
  host text,
  every_minutes integer not null,
  failures_before_alert integer not null,
  is_enabled boolean not null,
  config jsonb not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  removed_at timestamp(3) with time zone,
  constraint checks_pkey PRIMARY KEY (id),
  constraint checks_kind_check CHECK ((kind = ANY (ARRAY['http'::text, 'heartbeat'::text, 'postgres'::text, 'cpu'::text, 'memory'::text, 'disk'::text])))
);
CREATE UNIQUE INDEX checks_name ON public.checks USING btree (lower(name)) WHERE (removed_at IS NULL);

create table database_latency_hourly (
  bucket timestamp with time zone not null,
  database text not null,
  failures integer not null,
  histogram bytea not null,
  constraint database_latency_hourly_pkey PRIMARY KEY (database, bucket)
) partition by RANGE (bucket);

create table database_latency_minutely (
  bucket timestamp with time zone not null,
  database text not null,
  failures integer not null,
  failure text,
  histogram bytea not null,
  constraint database_latency_minutely_pkey PRIMARY KEY (database, bucket)
) partition by RANGE (bucket);

create table deploy_commits (
  deploy_id uuid not null,
  sha text not null,
  constraint deploy_commits_pkey PRIMARY KEY (deploy_id, sha),
  constraint deploy_commits_deploy_id_fkey FOREIGN KEY (deploy_id) REFERENCES deploys(id) ON DELETE CASCADE
);
CREATE INDEX deploy_commits_sha ON public.deploy_commits USING btree ("left"(sha, 7));

create table deploys (
  id uuid not null,
  external_id text not null,
  finished_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  status text not null,
  sha text not null,
  environment text not null,
  is_production boolean not null,
  repository text,
  version text,
  url text,
  lists_commits boolean not null,
  constraint deploys_external_id_key UNIQUE (external_id),
  constraint deploys_pkey PRIMARY KEY (id),
  constraint deploys_status_check CHECK ((status = ANY (ARRAY['succeeded'::text, 'failed'::text])))
);
CREATE INDEX deploys_environment ON public.deploys USING btree (environment, finished_at DESC, id DESC);
CREATE INDEX deploys_latest ON public.deploys USING btree (finished_at DESC, id DESC);
CREATE INDEX deploys_of_repository ON public.deploys USING btree (repository, finished_at) WHERE (is_production AND (status = 'succeeded'::text));
CREATE INDEX deploys_production ON public.deploys USING btree (finished_at DESC, id DESC) WHERE is_production;
CREATE INDEX deploys_unlisted ON public.deploys USING btree (repository, finished_at) WHERE (is_production AND (status = 'succeeded'::text) AND (NOT lists_commits));
CREATE INDEX deploys_unlisted_anywhere ON public.deploys USING btree (finished_at) WHERE (is_production AND (status = 'succeeded'::text) AND (NOT lists_commits));

create table error_groups (
  fingerprint uuid not null,
  error_type text,
  message text not null,
  source text not null,
  stack text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  count bigint not null,
  constraint error_groups_pkey PRIMARY KEY (fingerprint)
);
CREATE INDEX error_groups_latest ON public.error_groups USING btree (last_seen_at DESC, fingerprint DESC);
CREATE INDEX error_groups_source ON public.error_groups USING btree (source, last_seen_at DESC, fingerprint DESC);

create table error_groups_daily (
  fingerprint uuid not null,
  day date not null,
  count bigint not null,
  constraint error_groups_daily_pkey PRIMARY KEY (fingerprint, day),
  constraint error_groups_daily_fingerprint_fkey FOREIGN KEY (fingerprint) REFERENCES error_groups(fingerprint) ON DELETE CASCADE
);

create table heartbeat_pings (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  check_id uuid not null,
  kind text not null,
  exit_status integer,
  method text not null,
  user_agent text,
  rid uuid,
  duration_ms double precision,
  body text not null,
  body_is_cut boolean not null,
  constraint heartbeat_pings_pkey PRIMARY KEY (created_at, id),
  constraint heartbeat_pings_kind_check CHECK ((kind = ANY (ARRAY['success'::text, 'start'::text, 'fail'::text, 'log'::text])))
) partition by RANGE (created_at);
CREATE INDEX heartbeat_pings_check ON ONLY public.heartbeat_pings USING btree (check_id, created_at DESC NULLS LAST);
CREATE INDEX heartbeat_pings_rid ON ONLY public.heartbeat_pings USING btree (check_id, rid) WHERE (rid IS NOT NULL);

create table heartbeats (
  check_id uuid not null,
  ping_id uuid not null,
  last_ping_at timestamp(3) with time zone,
  last_ping_kind text,
  last_success_at timestamp(3) with time zone,
  has_failed boolean default false not null,
  exit_status integer,
  running_since timestamp(3) with time zone,
  running_rid uuid,
  last_duration_ms double precision,
  due_at timestamp(3) with time zone,
  down_at timestamp(3) with time zone,
  constraint heartbeats_ping_id_key UNIQUE (ping_id),
  constraint heartbeats_pkey PRIMARY KEY (check_id),
  constraint heartbeats_check_id_fkey FOREIGN KEY (check_id) REFERENCES checks(id) ON DELETE CASCADE,
  constraint heartbeats_last_ping_kind_check CHECK ((last_ping_kind = ANY (ARRAY['success'::text, 'start'::text, 'fail'::text, 'log'::text])))
);

create table inbox (
  received_at timestamp(3) with time zone not null,
  id uuid not null,
  kind text not null,
  source_id uuid,
  api_key_id uuid,
  delivery_id text,
  query jsonb not null,
  headers jsonb not null,
  body bytea not null,
  state text default 'waiting'::text not null,
  reason text,
  attempts integer default 0 not null,
  processed_at timestamp with time zone,
  is_test boolean default false not null,
  constraint inbox_pkey PRIMARY KEY (received_at, id),
  constraint inbox_check CHECK ((num_nonnulls(source_id, api_key_id) = 1)),
  constraint inbox_state_check CHECK ((state = ANY (ARRAY['held'::text, 'waiting'::text, 'done'::text, 'ignored'::text, 'poisoned'::text])))
) partition by RANGE (received_at);
CREATE INDEX inbox_delivery ON ONLY public.inbox USING btree (delivery_id) WHERE (delivery_id IS NOT NULL);
CREATE INDEX inbox_held ON ONLY public.inbox USING btree (source_id, received_at, id) WHERE (state = 'held'::text);
CREATE INDEX inbox_source ON ONLY public.inbox USING btree (source_id, received_at DESC);
CREATE INDEX inbox_state ON ONLY public.inbox USING btree (state, received_at DESC) WHERE (state = ANY (ARRAY['waiting'::text, 'poisoned'::text]));
CREATE INDEX inbox_test ON ONLY public.inbox USING btree (source_id, received_at DESC) WHERE is_test;

create table incident_alerts (
  incident_id uuid not null,
  alert_id uuid not null,
  is_current boolean default true not null,
  source_kind text not null,
  source_id uuid not null,
  name text not null,
  service text,
  severity text not null,
  status text not null,
  joined_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null,
  constraint incident_alerts_pkey PRIMARY KEY (incident_id, alert_id),
  constraint incident_alerts_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_alerts_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text, 'info'::text]))),
  constraint incident_alerts_status_check CHECK ((status = ANY (ARRAY['firing'::text, 'resolved'::text])))
);
CREATE UNIQUE INDEX incident_alerts_current ON public.incident_alerts USING btree (alert_id) WHERE is_current;
CREATE INDEX incident_alerts_joined ON public.incident_alerts USING btree (incident_id, joined_at DESC, alert_id DESC);

create table incident_events (
  incident_id uuid not null,
  at timestamp(3) with time zone not null,
  id uuid not null,
  kind text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_label text not null,
  note text,
  details jsonb default '{}'::jsonb not null,
  constraint incident_events_id_key UNIQUE (id),
  constraint incident_events_pkey PRIMARY KEY (incident_id, at, id),
  constraint incident_events_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['operator'::text, 'api_key'::text, 'system'::text]))),
  constraint incident_events_kind_check CHECK ((kind = ANY (ARRAY['opened'::text, 'alerts_joined'::text, 'alerts_fired_again'::text, 'alerts_resolved'::text, 'severity_raised'::text, 'acknowledged'::text, 'unacknowledged'::text, 'resolved'::text, 'closed'::text, 'reopened'::text, 'assigned'::text, 'commented'::text, 'merged'::text, 'merged_into'::text, 'split_off'::text, 'split_from'::text])))
);
CREATE INDEX incident_events_states ON public.incident_events USING btree (incident_id, at DESC, id DESC) WHERE (kind = ANY (ARRAY['opened'::text, 'acknowledged'::text, 'unacknowledged'::text, 'resolved'::text, 'closed'::text, 'reopened'::text, 'assigned'::text, 'merged_into'::text]));

create table incident_keys (
  key text not null,
  incident_id uuid not null,
  last_at timestamp(3) with time zone not null,
  constraint incident_keys_pkey PRIMARY KEY (key),
  constraint incident_keys_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX incident_keys_incident ON public.incident_keys USING btree (incident_id);

create table incidents (
  id uuid not null,
  number bigint generated by default as identity not null,
  title text not null,
  service text,
  severity text not null,
  severity_rank smallint default 
CASE severity
    WHEN 'critical'::text THEN 3
    WHEN 'warning'::text THEN 2
    ELSE 1
END not null,
  state text not null,
  version integer default 1 not null,
  owner_id uuid,
  opened_at timestamp(3) with time zone not null,
  acknowledged_at timestamp(3) with time zone,
  resolved_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  first_acknowledged_at timestamp(3) with time zone,
  owner_before_id uuid,
  resolved_by_itself boolean default false not null,
  cause text,
  resolution_note text,
  reopenings integer default 0 not null,
  alert_count integer default 0 not null,
  firing_count integer default 0 not null,
  last_alert_at timestamp(3) with time zone,
  trace_id text,
  merged_into uuid,
  follows uuid,
  split_from uuid,
  constraint incidents_number_key UNIQUE (number),
  constraint incidents_pkey PRIMARY KEY (id),
  constraint incidents_follows_fkey FOREIGN KEY (follows) REFERENCES incidents(id),
  constraint incidents_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES incidents(id),
  constraint incidents_owner_before_id_fkey FOREIGN KEY (owner_before_id) REFERENCES operators(id),
  constraint incidents_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES operators(id),
  constraint incidents_split_from_fkey FOREIGN KEY (split_from) REFERENCES incidents(id),
  constraint incidents_cause_check CHECK ((cause = ANY (ARRAY['code_change'::text, 'configuration'::text, 'dependency'::text, 'capacity'::text, 'data'::text, 'false_alarm'::text, 'unknown'::text]))),
  constraint incidents_check CHECK (((firing_count >= 0) AND (firing_count <= alert_count))),
  constraint incidents_check1 CHECK (((state = ANY (ARRAY['resolved'::text, 'closed'::text])) = (resolved_at IS NOT NULL))),
  constraint incidents_check2 CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint incidents_check3 CHECK (((state <> 'acknowledged'::text) OR (acknowledged_at IS NOT NULL))),
  constraint incidents_check4 CHECK (((state <> 'open'::text) OR (acknowledged_at IS NULL))),
  constraint incidents_check5 CHECK (((merged_into IS NULL) OR (state = 'closed'::text))),
  constraint incidents_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text, 'info'::text]))),
  constraint incidents_state_check CHECK ((state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text, 'closed'::text])))
);
CREATE INDEX incidents_acknowledged ON public.incidents USING btree (first_acknowledged_at) INCLUDE (opened_at) WHERE ((first_acknowledged_at IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX incidents_active ON public.incidents USING btree (severity_rank DESC, opened_at DESC, id DESC) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));
CREATE INDEX incidents_follows ON public.incidents USING btree (follows) WHERE (follows IS NOT NULL);
CREATE INDEX incidents_merged_into ON public.incidents USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX incidents_opened ON public.incidents USING btree (opened_at DESC, id DESC);
CREATE INDEX incidents_owner ON public.incidents USING btree (owner_id, opened_at DESC, id DESC) WHERE (owner_id IS NOT NULL);
CREATE INDEX incidents_resolved ON public.incidents USING btree (resolved_at) INCLUDE (opened_at) WHERE ((resolved_at IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX incidents_service ON public.incidents USING btree (service, opened_at DESC, id DESC) WHERE (service IS NOT NULL);
CREATE INDEX incidents_severity ON public.incidents USING btree (severity_rank DESC, opened_at DESC, id DESC);
CREATE INDEX incidents_split_from ON public.incidents USING btree (split_from) WHERE (split_from IS NOT NULL);
CREATE INDEX incidents_state ON public.incidents USING btree (state, opened_at DESC, id DESC);
CREATE INDEX incidents_trace ON public.incidents USING btree (trace_id) WHERE (trace_id IS NOT NULL);

create table ingest_batches (
  created_at timestamp with time zone not null,
  api_key_id uuid not null,
  idempotency_key text not null,
  body_hash bytea not null,
  answer jsonb not null,
  constraint ingest_batches_pkey PRIMARY KEY (api_key_id, idempotency_key, created_at)
) partition by RANGE (created_at);

create table integrity_checks (
  id uuid not null,
  key text not null,
  kind text not null,
  title text not null,
  definition text not null,
  warn_above bigint not null,
  error_above bigint not null,
  select_sql text not null,
  repair_sql text,
  created_at timestamp with time zone not null,
  affected_since timestamp with time zone,
  removed_at timestamp with time zone,
  constraint integrity_checks_key_key UNIQUE (key),
  constraint integrity_checks_pkey PRIMARY KEY (id),
  constraint integrity_checks_kind_check CHECK ((kind = ANY (ARRAY['foreign_key'::text, 'reference'::text, 'check'::text])))
);

create table integrity_progress (
  started_at timestamp with time zone not null,
  checked integer not null,
  total integer not null,
  constraint integrity_progress_pkey PRIMARY KEY (started_at)
);

create table integrity_results (
  check_id uuid not null,
  created_at timestamp with time zone not null,
  severity text not null,
  count bigint,
  sample_ids jsonb not null,
  duration_ms integer not null,
  failure text,
  message text,
  constraint integrity_results_pkey PRIMARY KEY (check_id, created_at),
  constraint integrity_results_check CHECK (((severity = 'unknown'::text) = (count IS NULL))),
  constraint integrity_results_severity_check CHECK ((severity = ANY (ARRAY['ok'::text, 'warning'::text, 'error'::text, 'nothing_to_check'::text, 'unknown'::text])))
) partition by RANGE (created_at);

create table integrity_runs (
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  declared integer not null,
  declared_checked integer not null,
  configured integer not null,
  configured_checked integer not null,
  failure text,
  constraint integrity_runs_pkey PRIMARY KEY (created_at)
) partition by RANGE (created_at);

create table invoices (
  id uuid not null,
  external_id text not null,
  customer_id text,
  subscription_id uuid,
  told_by text not null,
  number text,
  status text not null,
  currency text not null,
  amount_due numeric(20,3) not null,
  amount_paid numeric(20,3) not null,
  attempt_count integer not null,
  next_attempt_at timestamp with time zone,
  due_at timestamp with time zone,
  created_at timestamp with time zone not null,
  url text,
  told_at timestamp with time zone not null,
  lines jsonb,
  metered_amount numeric(20,3) default 0 not null,
  country text,
  told_event text default ''::text not null,
  constraint invoices_external_id_key UNIQUE (external_id),
  constraint invoices_pkey PRIMARY KEY (id),
  constraint invoices_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'paid'::text, 'uncollectible'::text, 'void'::text, 'deleted'::text]))),
  constraint invoices_told_by_check CHECK ((told_by = 'stripe'::text))
);
CREATE INDEX invoices_failed ON public.invoices USING btree (next_attempt_at, id) WHERE ((status = 'open'::text) AND (attempt_count > 0));
CREATE INDEX invoices_latest ON public.invoices USING btree (created_at DESC, id DESC);
CREATE INDEX invoices_metered ON public.invoices USING btree (created_at) WHERE (metered_amount <> (0)::numeric);
CREATE INDEX invoices_subscription ON public.invoices USING btree (subscription_id);

create table load_test_failures (
  run_id uuid not null,
  load_test_id uuid not null,
  created_at timestamp(3) with time zone not null,
  method text,
  endpoint text not null,
  status_code smallint,
  constraint load_test_failures_run_id_endpoint_status_code_method_key UNIQUE NULLS NOT DISTINCT (run_id, endpoint, status_code, method),
  constraint load_test_failures_load_test_id_fkey FOREIGN KEY (load_test_id) REFERENCES load_tests(id),
  constraint load_test_failures_run_id_fkey FOREIGN KEY (run_id) REFERENCES load_test_runs(id) ON DELETE CASCADE
);
CREATE INDEX load_test_failures_alike ON public.load_test_failures USING btree (load_test_id, endpoint, status_code, created_at DESC);

create table load_test_runs (
  id uuid not null,
  load_test_id uuid not null,
  external_id text not null,
  created_at timestamp(3) with time zone not null,
  received_at timestamp(3) with time zone not null,
  tool text,
  verdict text not null,
  verdict_reason text not null,
  duration_ms double precision,
  virtual_users bigint,
  virtual_users_counted text,
  requests bigint,
  failed bigint,
  average_ms double precision,
  tail_percentile double precision,
  tail_ms double precision,
  thresholds jsonb not null,
  routes jsonb not null,
  analysis jsonb,
  timeline jsonb,
  constraint load_test_runs_load_test_id_external_id_key UNIQUE (load_test_id, external_id),
  constraint load_test_runs_pkey PRIMARY KEY (id),
  constraint load_test_runs_load_test_id_fkey FOREIGN KEY (load_test_id) REFERENCES load_tests(id),
  constraint load_test_runs_check CHECK ((num_nulls(virtual_users, virtual_users_counted) <> 1)),
  constraint load_test_runs_check1 CHECK ((num_nulls(tail_percentile, tail_ms) <> 1)),
  constraint load_test_runs_tool_check CHECK ((tool = ANY (ARRAY['k6'::text, 'artillery'::text, 'autocannon'::text, 'locust'::text]))),
  constraint load_test_runs_verdict_check CHECK ((verdict = ANY (ARRAY['passed'::text, 'failed'::text, 'aborted'::text, 'missed'::text, 'unknown'::text]))),
  constraint load_test_runs_virtual_users_counted_check CHECK ((virtual_users_counted = ANY (ARRAY['concurrent'::text, 'started'::text])))
);
CREATE INDEX load_test_runs_external ON public.load_test_runs USING btree (external_id, created_at DESC);
CREATE INDEX load_test_runs_latest ON public.load_test_runs USING btree (created_at DESC, id DESC);
CREATE INDEX load_test_runs_passed ON public.load_test_runs USING btree (load_test_id, created_at DESC, id DESC) WHERE (verdict = 'passed'::text);
CREATE INDEX load_test_runs_test ON public.load_test_runs USING btree (load_test_id, created_at DESC, id DESC);
CREATE INDEX load_test_runs_verdict ON public.load_test_runs USING btree (verdict, created_at DESC, id DESC);

create table load_test_samples (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  run_id uuid not null,
  position integer not null,
  method text,
  endpoint text not null,
  status_code smallint,
  error text,
  url text,
  response_body text,
  duration_ms double precision,
  occurrences bigint,
  constraint load_test_samples_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX load_test_samples_run ON ONLY public.load_test_samples USING btree (run_id, "position");

create table load_tests (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  scheduled_since timestamp(3) with time zone,
  baseline_run_id uuid,
  constraint load_tests_name_key UNIQUE (name),
  constraint load_tests_pkey PRIMARY KEY (id),
  constraint load_tests_baseline_run_id_fkey FOREIGN KEY (baseline_run_id) REFERENCES load_test_runs(id)
);

create table memberships (
  organization_id uuid not null,
  user_id uuid not null,
  role text,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  updated_at timestamp with time zone default now() not null,
  constraint memberships_pkey PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user ON public.memberships USING btree (user_id);
alter table memberships enable row level security;
create policy members_see_their_own on memberships for all to taffrail_member
  using ((organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on memberships for all to taffrail_app
  using (true);

create table model_prices (
  id uuid not null,
  provider text not null,
  model_pattern text not null,
  effective_from timestamp(3) with time zone not null,
  effective_to timestamp(3) with time zone,
  input_usd numeric(20,8) not null,
  output_usd numeric(20,8) not null,
  cached_read_usd numeric(20,8),
  cached_write_usd numeric(20,8),
  reasoning_usd numeric(20,8),
  tiers jsonb default '[]'::jsonb not null,
  origin text not null,
  source text,
  created_at timestamp(3) with time zone not null,
  replaced_at timestamp(3) with time zone,
  constraint model_prices_pkey PRIMARY KEY (id),
  constraint model_prices_cached_read_usd_check CHECK ((cached_read_usd >= (0)::numeric)),
  constraint model_prices_cached_write_usd_check CHECK ((cached_write_usd >= (0)::numeric)),
  constraint model_prices_check CHECK ((effective_to > effective_from)),
  constraint model_prices_input_usd_check CHECK ((input_usd >= (0)::numeric)),
  constraint model_prices_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'imported'::text, 'operator'::text]))),
  constraint model_prices_output_usd_check CHECK ((output_usd >= (0)::numeric)),
  constraint model_prices_reasoning_usd_check CHECK ((reasoning_usd >= (0)::numeric))
);
CREATE UNIQUE INDEX model_prices_moment ON public.model_prices USING btree (provider, model_pattern, effective_from) WHERE (replaced_at IS NULL);

create table notification_channels (
  id uuid not null,
  kind text not null,
  name text not null,
  is_enabled boolean default true not null,
  disabled_reason text,
  settings jsonb default '{}'::jsonb not null,
  sealed_secrets bytea not null,
  secret_names text[] default '{}'::text[] not null,
  tells_resolved boolean default true not null,
  throttle_messages integer,
  throttle_seconds integer,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp(3) with time zone not null,
  removed_at timestamp(3) with time zone,
  tested_at timestamp(3) with time zone,
  test_failure text,
  constraint notification_channels_pkey PRIMARY KEY (id),
  constraint notification_channels_created_by_fkey FOREIGN KEY (created_by) REFERENCES operators(id),
  constraint notification_channels_check CHECK ((num_nulls(throttle_messages, throttle_seconds) <> 1)),
  constraint notification_channels_throttle_messages_check CHECK ((throttle_messages > 0)),
  constraint notification_channels_throttle_seconds_check CHECK ((throttle_seconds > 0))
);

create table notification_routes (
  id uuid not null,
  name text not null,
  is_enabled boolean default true not null,
  position integer not null,
  severities text[] default '{}'::text[] not null,
  source_kinds text[] default '{}'::text[] not null,
  labels jsonb default '[]'::jsonb not null,
  channel_ids uuid[] not null,
  goes_on boolean default false not null,
  version integer default 1 not null,
  created_at timestamp(3) with time zone not null,
  constraint notification_routes_pkey PRIMARY KEY (id)
);

create table notifications (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  kind text not null,
  state text not null,
  reason text,
  failure text,
  channel_id uuid,
  route_id uuid,
  run_id uuid,
  incident_id uuid,
  alert_id uuid,
  trace_id text,
  severity text,
  title text not null,
  attempt integer not null,
  is_possibly_repeated boolean default false not null,
  digest_count integer,
  digest_id uuid,
  external_id text,
  ended_at timestamp(3) with time zone,
  duration_ms double precision,
  constraint notifications_pkey PRIMARY KEY (created_at, id),
  constraint notifications_check CHECK (((channel_id IS NULL) = (state = 'unrouted'::text))),
  constraint notifications_kind_check CHECK ((kind = ANY (ARRAY['firing'::text, 'resolved'::text, 'digest'::text, 'test'::text]))),
  constraint notifications_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text, 'info'::text]))),
  constraint notifications_state_check CHECK ((state = ANY (ARRAY['sending'::text, 'sent'::text, 'failed'::text, 'held'::text, 'digested'::text, 'skipped'::text, 'unrouted'::text])))
) partition by RANGE (created_at);
CREATE INDEX notifications_channel ON ONLY public.notifications USING btree (channel_id, created_at DESC NULLS LAST);
CREATE INDEX notifications_channel_state ON ONLY public.notifications USING btree (channel_id, state, created_at DESC NULLS LAST);
CREATE INDEX notifications_digest ON ONLY public.notifications USING btree (digest_id) WHERE (digest_id IS NOT NULL);
CREATE INDEX notifications_held ON ONLY public.notifications USING btree (channel_id, created_at) WHERE (state = 'held'::text);
CREATE INDEX notifications_id ON ONLY public.notifications USING btree (id);
CREATE INDEX notifications_incident ON ONLY public.notifications USING btree (incident_id, created_at DESC NULLS LAST) WHERE (incident_id IS NOT NULL);
CREATE INDEX notifications_run ON ONLY public.notifications USING btree (run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX notifications_state ON ONLY public.notifications USING btree (state, created_at DESC NULLS LAST);
CREATE INDEX notifications_told ON ONLY public.notifications USING btree (incident_id, channel_id, created_at DESC NULLS LAST) WHERE (state = ANY (ARRAY['sent'::text, 'held'::text, 'digested'::text]));
CREATE INDEX notifications_trace ON ONLY public.notifications USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table operator_credentials (
  operator_id uuid not null,
  password_hash text not null,
  updated_at timestamp with time zone default now() not null,
  constraint operator_credentials_pkey PRIMARY KEY (operator_id),
  constraint operator_credentials_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
);

create table operator_invites (
  id uuid not null,
  token_hash bytea not null,
  email text not null,
  role text not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint operator_invites_token_hash_key UNIQUE (token_hash),
  constraint operator_invites_pkey PRIMARY KEY (id),
  constraint operator_invites_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES operators(id),
  constraint operator_invites_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'finance'::text, 'support'::text, 'viewer'::text])))
);

create table operator_sessions (
  token_hash bytea not null,
  operator_id uuid not null,
  ip_address inet,
  user_agent text,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint operator_sessions_pkey PRIMARY KEY (token_hash),
  constraint operator_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
);
CREATE INDEX operator_sessions_expiry ON public.operator_sessions USING btree (expires_at);
CREATE INDEX operator_sessions_operator ON public.operator_sessions USING btree (operator_id);

create table operators (
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  preferences jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone,
  disabled_at timestamp with time zone,
  constraint operators_pkey PRIMARY KEY (id),
  constraint operators_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'finance'::text, 'support'::text, 'viewer'::text])))
);
CREATE UNIQUE INDEX operators_email ON public.operators USING btree (lower(email));

create table organizations (
  id uuid not null,
  external_id text,
  name text,
  plan text,
  seats integer,
  locale text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone default now() not null,
  constraint organizations_external_id_key UNIQUE (external_id),
  constraint organizations_pkey PRIMARY KEY (id)
);
CREATE INDEX organizations_name ON public.organizations USING btree (lower(name) COLLATE "C", id);
alter table organizations enable row level security;
create policy members_see_their_own on organizations for all to taffrail_member
  using ((id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid));
create policy operators_see_all on organizations for all to taffrail_app
  using (true);

create table pipeline_runs (
  created_at timestamp(3) with time zone not null,
  heard_at timestamp(3) with time zone not null,
  id uuid not null,
  external_id text,
  pipeline text not null,
  status text not null,
  attempt integer not null,
  max_attempts integer,
  duration_ms double precision,
  latency_bucket integer,
  error_type text,
  error_message text,
  failed_stages text[] default '{}'::text[] not null,
  organization_id uuid,
  user_id uuid,
  session_id text,
  trace_id text,
  attributes jsonb default '{}'::jsonb not null,
  constraint pipeline_runs_pkey PRIMARY KEY (created_at, id),
  constraint pipeline_runs_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'retrying'::text, 'skipped'::text])))
) partition by RANGE (created_at);
CREATE INDEX pipeline_runs_failed_stages ON ONLY public.pipeline_runs USING btree (pipeline, created_at DESC NULLS LAST) WHERE (failed_stages <> '{}'::text[]);
CREATE INDEX pipeline_runs_id ON ONLY public.pipeline_runs USING btree (id);
CREATE INDEX pipeline_runs_pipeline ON ONLY public.pipeline_runs USING btree (pipeline, created_at DESC NULLS LAST);
CREATE INDEX pipeline_runs_pipeline_status ON ONLY public.pipeline_runs USING btree (pipeline, status, created_at DESC NULLS LAST);
CREATE INDEX pipeline_runs_slowest ON ONLY public.pipeline_runs USING btree (pipeline, duration_ms DESC) WHERE ((status = ANY (ARRAY['succeeded'::text, 'failed'::text])) AND (duration_ms IS NOT NULL));
CREATE INDEX pipeline_runs_status ON ONLY public.pipeline_runs USING btree (status, created_at DESC NULLS LAST);
CREATE INDEX pipeline_runs_trace ON ONLY public.pipeline_runs USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table pipeline_stages (
  pipeline text not null,
  stage text not null,
  position integer,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  constraint pipeline_stages_pkey PRIMARY KEY (pipeline, stage)
);

create table pipelines (
  pipeline text not null,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  constraint pipelines_pkey PRIMARY KEY (pipeline)
);

create table record_counts (
  day date not null,
  model text not null,
  count bigint,
  method text,
  highest bigint,
  counted_at timestamp with time zone,
  attempted_at timestamp with time zone not null,
  failure text,
  constraint record_counts_pkey PRIMARY KEY (model, day),
  constraint record_counts_check CHECK ((num_nulls(count, method, highest, counted_at) = ANY (ARRAY[0, 4]))),
  constraint record_counts_method_check CHECK ((method = ANY (ARRAY['exact'::text, 'estimated'::text, 'at_least'::text])))
) partition by RANGE (day);

create table recosting_changes (
  recosting_id uuid not null,
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  from_cost_usd numeric(14,8),
  from_price_id text,
  to_cost_usd numeric(14,8),
  to_price_id text,
  constraint recosting_changes_pkey PRIMARY KEY (recosting_id, created_at, id),
  constraint recosting_changes_recosting_id_fkey FOREIGN KEY (recosting_id) REFERENCES recostings(id) ON DELETE CASCADE
);

create table recostings (
  id uuid not null,
  created_at timestamp(3) with time zone not null,
  created_by text not null,
  state text not null,
  from_at timestamp(3) with time zone not null,
  to_at timestamp(3) with time zone not null,
  provider text,
  model text,
  book text not null,
  rows_done bigint default 0 not null,
  rows_total bigint default 0 not null,
  position_at timestamp(3) with time zone,
  position_id uuid,
  preview jsonb,
  skipped bigint default 0 not null,
  failure text,
  finished_at timestamp(3) with time zone,
  constraint recostings_pkey PRIMARY KEY (id),
  constraint recostings_state_check CHECK ((state = ANY (ARRAY['previewing'::text, 'previewed'::text, 'applying'::text, 'applied'::text, 'taking_back'::text, 'taken_back'::text, 'discarded'::text])))
);
CREATE INDEX recostings_latest ON public.recostings USING btree (created_at DESC, id DESC);
CREATE UNIQUE INDEX recostings_under_way ON public.recostings USING btree ((true)) WHERE (state = ANY (ARRAY['previewing'::text, 'applying'::text, 'taking_back'::text]));

create table revenue_cohorts (
  cohort date not null,
  month date not null,
  currency text not null,
  customers integer not null,
  constraint revenue_cohorts_pkey PRIMARY KEY (cohort, month, currency)
);

create table revenue_daily (
  day date not null,
  currency text not null,
  kind text not null,
  amount numeric(20,3) not null,
  customers integer not null,
  constraint revenue_daily_pkey PRIMARY KEY (day, currency, kind)
);

create table revenue_groups (
  dimension text not null,
  span text not null,
  first date not null,
  holds smallint not null,
  value text,
  currency text not null,
  kind text not null,
  amount numeric(20,3) not null,
  customers integer not null,
  constraint revenue_groups_key UNIQUE NULLS NOT DISTINCT (dimension, span, first, holds, value, currency, kind),
  constraint revenue_groups_dimension_check CHECK ((dimension = ANY (ARRAY['plan'::text, 'country'::text]))),
  constraint revenue_groups_span_check CHECK ((span = ANY (ARRAY['day'::text, 'month'::text])))
);
CREATE INDEX revenue_groups_empty ON public.revenue_groups USING btree (first) WHERE (customers = 0);

create table revenue_movements (
  customer_id text not null,
  currency text not null,
  at timestamp with time zone not null,
  day date not null,
  kind text not null,
  amount numeric(20,3) not null,
  mrr_before numeric(20,3) not null,
  mrr_after numeric(20,3) not null,
  is_reconstructed boolean not null,
  cohort date,
  plan text,
  plans smallint default 0 not null,
  country text,
  countries smallint default 0 not null,
  constraint revenue_movements_pkey PRIMARY KEY (customer_id, currency, at),
  constraint revenue_movements_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'expansion'::text, 'contraction'::text, 'churn'::text, 'reactivation'::text])))
);
CREATE INDEX revenue_movements_day ON public.revenue_movements USING btree (day, kind);
CREATE INDEX revenue_movements_latest ON public.revenue_movements USING btree (kind, at DESC);
CREATE INDEX revenue_movements_reconstructed ON public.revenue_movements USING btree (day) WHERE is_reconstructed;

create table saved_views (
  id uuid not null,
  operator_id uuid not null,
  page text not null,
  name text not null,
  shared boolean not null,
  search text not null,
  created_at timestamp with time zone not null,
  constraint saved_views_operator_id_page_name_key UNIQUE (operator_id, page, name),
  constraint saved_views_pkey PRIMARY KEY (id),
  constraint saved_views_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
);
CREATE INDEX saved_views_page ON public.saved_views USING btree (page) WHERE shared;

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table scores (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  run_id uuid not null,
  stage text not null,
  value numeric(7,6) not null,
  name text,
  constraint scores_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);
CREATE INDEX scores_stage ON ONLY public.scores USING btree (run_id, stage, created_at DESC);

create table search_pairs_daily (
  term_id integer not null,
  dimension text not null,
  day date not null,
  other_id integer not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  constraint search_pairs_daily_pkey PRIMARY KEY (term_id, dimension, day, other_id)
);

create table search_term_organizations (
  term_id integer not null,
  organization_id uuid not null,
  constraint search_term_organizations_pkey PRIMARY KEY (term_id, organization_id),
  constraint search_term_organizations_term_id_fkey FOREIGN KEY (term_id) REFERENCES search_terms(id) ON DELETE CASCADE
);

create table search_terms (
  id integer generated always as identity not null,
  dimension text not null,
  value text not null,
  label text not null,
  organizations integer default 0 not null,
  merged_into integer,
  constraint search_terms_dimension_value_key UNIQUE (dimension, value),
  constraint search_terms_pkey PRIMARY KEY (id),
  constraint search_terms_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES search_terms(id)
);
CREATE INDEX search_terms_merged ON public.search_terms USING btree (merged_into) WHERE (merged_into IS NOT NULL);

create table search_terms_daily (
  dimension text not null,
  day date not null,
  term_id integer not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  constraint search_terms_daily_pkey PRIMARY KEY (dimension, day, term_id)
);
CREATE TRIGGER search_weeks_added AFTER INSERT ON public.search_terms_daily REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_search_weeks();
CREATE TRIGGER search_weeks_changed AFTER UPDATE ON public.search_terms_daily REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_search_weeks();
CREATE TRIGGER search_weeks_removed AFTER DELETE ON public.search_terms_daily REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_search_weeks();

create table search_terms_weekly (
  dimension text not null,
  monday date not null,
  term_id integer not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  constraint search_terms_weekly_pkey PRIMARY KEY (dimension, monday, term_id)
);

create table searches_daily (
  day date not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  constraint searches_daily_pkey PRIMARY KEY (day)
);

create table settings (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint settings_pkey PRIMARY KEY (key)
);

create table sources (
  id uuid not null,
  kind text not null,
  name text not null,
  prefix text not null,
  key_hash bytea not null,
  sealed_secret bytea,
  created_by uuid,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  mapping jsonb,
  mapping_version integer default 0 not null,
  disabled_at timestamp with time zone,
  version integer default 1 not null,
  constraint sources_key_hash_key UNIQUE (key_hash),
  constraint sources_pkey PRIMARY KEY (id),
  constraint sources_created_by_fkey FOREIGN KEY (created_by) REFERENCES operators(id)
);

create table span_resources (
  id uuid not null,
  attributes jsonb not null,
  seen_at timestamp with time zone not null,
  constraint span_resources_pkey PRIMARY KEY (id)
);
CREATE INDEX span_resources_seen_at ON public.span_resources USING btree (seen_at);

create table spans (
  created_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  trace_id text not null,
  span_id text not null,
  parent_span_id text,
  name text not null,
  kind text not null,
  service text not null,
  scope text,
  duration_us bigint not null,
  status text not null,
  status_message text,
  organization_id uuid,
  user_id uuid,
  session_id text,
  resource_id uuid not null,
  attributes jsonb default '{}'::jsonb not null,
  events jsonb default '[]'::jsonb not null,
  links jsonb default '[]'::jsonb not null,
  dropped integer default 0 not null,
  constraint spans_pkey PRIMARY KEY (trace_id, span_id, created_at),
  constraint spans_kind_check CHECK ((kind = ANY (ARRAY['internal'::text, 'server'::text, 'client'::text, 'producer'::text, 'consumer'::text]))),
  constraint spans_status_check CHECK ((status = ANY (ARRAY['unset'::text, 'ok'::text, 'error'::text])))
) partition by RANGE (created_at);
CREATE INDEX spans_span_id ON ONLY public.spans USING btree (span_id);

create table stage_executions (
  created_at timestamp(3) with time zone not null,
  id uuid not null,
  run_id uuid not null,
  pipeline text not null,
  stage text not null,
  position integer,
  status text not null,
  reason text,
  attempt integer not null,
  duration_ms double precision,
  latency_bucket integer,
  error_type text,
  error_message text,
  told_accuracy numeric(7,6),
  accuracy numeric(7,6),
  organization_id uuid,
  user_id uuid,
  session_id text,
  trace_id text,
  attributes jsonb default '{}'::jsonb not null,
  constraint stage_executions_pkey PRIMARY KEY (created_at, run_id, id),
  constraint stage_executions_reason_check CHECK ((reason = ANY (ARRAY['disabled'::text, 'nothing_found'::text, 'not_applicable'::text, 'upstream_failed'::text]))),
  constraint stage_executions_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'retrying'::text, 'skipped'::text])))
) partition by RANGE (created_at);
CREATE INDEX stage_executions_failed ON ONLY public.stage_executions USING btree (pipeline, stage, COALESCE(error_type, ''::text), created_at DESC NULLS LAST) WHERE (status = 'failed'::text);
CREATE INDEX stage_executions_pipeline ON ONLY public.stage_executions USING btree (pipeline, created_at DESC NULLS LAST);
CREATE INDEX stage_executions_run ON ONLY public.stage_executions USING btree (run_id);
CREATE INDEX stage_executions_stage ON ONLY public.stage_executions USING btree (pipeline, stage, status, created_at DESC NULLS LAST);
CREATE INDEX stage_executions_status ON ONLY public.stage_executions USING btree (status, created_at DESC NULLS LAST);
CREATE INDEX stage_executions_trace ON ONLY public.stage_executions USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table stage_executions_daily (
  bucket date not null,
  pipeline text not null,
  stage text not null,
  pending bigint not null,
  running bigint not null,
  retrying bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  skipped bigint not null,
  never_ran bigint not null,
  errors jsonb not null,
  histogram bytea not null,
  scored bigint not null,
  score_sum numeric not null,
  score_square_sum numeric not null,
  constraint stage_executions_daily_pkey PRIMARY KEY (bucket, pipeline, stage)
);
CREATE INDEX stage_executions_daily_pipeline ON public.stage_executions_daily USING btree (pipeline, bucket);

create table stage_executions_hourly (
  bucket timestamp with time zone not null,
  pipeline text not null,
  stage text not null,
  pending bigint not null,
  running bigint not null,
  retrying bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  skipped bigint not null,
  never_ran bigint not null,
  errors jsonb not null,
  histogram bytea not null,
  scored bigint not null,
  score_sum numeric not null,
  score_square_sum numeric not null,
  constraint stage_executions_hourly_pkey PRIMARY KEY (bucket, pipeline, stage)
) partition by RANGE (bucket);
CREATE INDEX stage_executions_hourly_pipeline ON ONLY public.stage_executions_hourly USING btree (pipeline, bucket);

create table subscription_events (
  subscription_id uuid not null,
  at timestamp with time zone not null,
  snapshot jsonb not null,
  is_reconstructed boolean not null,
  before jsonb,
  event_id text default ''::text not null,
  plan text,
  constraint subscription_events_pkey PRIMARY KEY (subscription_id, at, event_id),
  constraint subscription_events_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE
);

create table subscriptions (
  id uuid not null,
  external_id text not null,
  customer_id text not null,
  organization_id uuid,
  told_by text not null,
  status text not null,
  plan text,
  currency text not null,
  started_at timestamp with time zone not null,
  trial_ends_at timestamp with time zone,
  cancel_at timestamp with time zone,
  ended_at timestamp with time zone,
  told_at timestamp with time zone not null,
  country text,
  told_event text default ''::text not null,
  constraint subscriptions_external_id_key UNIQUE (external_id),
  constraint subscriptions_pkey PRIMARY KEY (id),
  constraint subscriptions_told_by_check CHECK ((told_by = ANY (ARRAY['stripe'::text, 'product'::text, 'sdk'::text])))
);
CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (customer_id);
CREATE INDEX subscriptions_leaving ON public.subscriptions USING btree (cancel_at) WHERE (ended_at IS NULL);
CREATE INDEX subscriptions_organization ON public.subscriptions USING btree (organization_id);
CREATE INDEX subscriptions_told ON public.subscriptions USING btree (told_by, told_at);
CREATE INDEX subscriptions_trial ON public.subscriptions USING btree (trial_ends_at) WHERE (status = 'trialing'::text);

create table system_logs (
  created_at timestamp(3) with time zone not null,
  received_at timestamp with time zone not null,
  id uuid not null,
  level text not null,
  source text not null,
  message text not null,
  error_type text,
  stack text,
  fingerprint uuid,
  organization_id uuid,
  user_id uuid,
  trace_id text,
  session_id text,
  context jsonb default '{}'::jsonb not null,
  constraint system_logs_pkey PRIMARY KEY (created_at, id),
  constraint system_logs_level_check CHECK ((level = ANY (ARRAY['error'::text, 'warning'::text, 'info'::text])))
) partition by RANGE (created_at);
CREATE INDEX system_logs_fingerprint ON ONLY public.system_logs USING btree (fingerprint, created_at DESC NULLS LAST) WHERE (fingerprint IS NOT NULL);
CREATE INDEX system_logs_level ON ONLY public.system_logs USING btree (level, created_at DESC NULLS LAST);
CREATE INDEX system_logs_source ON ONLY public.system_logs USING btree (source, created_at DESC NULLS LAST);
CREATE INDEX system_logs_trace ON ONLY public.system_logs USING btree (trace_id, created_at DESC NULLS LAST) WHERE (trace_id IS NOT NULL);

create table system_logs_daily (
  day date not null,
  level text not null,
  is_own boolean not null,
  count bigint not null,
  constraint system_logs_daily_pkey PRIMARY KEY (day, level, is_own)
);

create table system_logs_quarter_hourly (
  bucket timestamp with time zone not null,
  level text not null,
  is_own boolean not null,
  count bigint not null,
  constraint system_logs_quarter_hourly_pkey PRIMARY KEY (bucket, level, is_own)
) partition by RANGE (bucket);

create table told_subscriptions (
  received_at timestamp with time zone not null,
  ordinal integer not null,
  id uuid not null,
  organization_id uuid not null,
  at timestamp with time zone not null,
  record jsonb not null,
  failed_at timestamp(3) with time zone,
  failure text,
  constraint told_subscriptions_pkey PRIMARY KEY (received_at, ordinal, id)
);
CREATE INDEX told_subscriptions_failed ON public.told_subscriptions USING btree (failed_at, id) WHERE (failed_at IS NOT NULL);
CREATE INDEX told_subscriptions_waiting ON public.told_subscriptions USING btree (received_at, ordinal, id) WHERE (failed_at IS NULL);

create table usage_daily (
  day date not null,
  organization_id uuid,
  provider text not null,
  model text not null,
  route text not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  failed_cost_usd numeric not null,
  latency bytea not null,
  first_token bytea not null,
  timed_tokens bigint not null,
  timed_us bigint not null,
  scored bigint not null,
  score_sum numeric not null,
  constraint usage_daily_day_organization_id_provider_model_route_key UNIQUE NULLS NOT DISTINCT (day, organization_id, provider, model, route)
);
CREATE INDEX usage_daily_organization ON public.usage_daily USING btree (organization_id, day);

create table usage_errors_daily (
  day date not null,
  organization_id uuid,
  provider text not null,
  model text not null,
  route text not null,
  error_type text not null,
  count bigint not null,
  constraint usage_errors_daily_day_organization_id_provider_model_route_key UNIQUE NULLS NOT DISTINCT (day, organization_id, provider, model, route, error_type)
);

create table usage_hourly (
  bucket timestamp with time zone not null,
  organization_id uuid,
  provider text not null,
  model text not null,
  route text not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  failed_cost_usd numeric not null,
  latency bytea not null,
  first_token bytea not null,
  timed_tokens bigint not null,
  timed_us bigint not null,
  scored bigint not null,
  score_sum numeric not null,
  constraint usage_hourly_bucket_organization_id_provider_model_route_key UNIQUE NULLS NOT DISTINCT (bucket, organization_id, provider, model, route)
) partition by RANGE (bucket);

create table usage_organizations_daily (
  day date not null,
  organization_id uuid,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  constraint usage_organizations_daily_day_organization_id_key UNIQUE NULLS NOT DISTINCT (day, organization_id)
);
CREATE INDEX usage_organizations_daily_organization ON public.usage_organizations_daily USING btree (organization_id, day);

create table usage_totals_daily (
  day date not null,
  provider text not null,
  model text not null,
  route text not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  failed_cost_usd numeric not null,
  latency bytea not null,
  first_token bytea not null,
  timed_tokens bigint not null,
  timed_us bigint not null,
  scored bigint not null,
  score_sum numeric not null,
  constraint usage_totals_daily_pkey PRIMARY KEY (day, provider, model, route)
);

create table usage_user_daily (
  day date not null,
  organization_id uuid,
  user_id uuid not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  constraint usage_user_daily_day_user_id_organization_id_key UNIQUE NULLS NOT DISTINCT (day, user_id, organization_id)
);
CREATE INDEX usage_user_daily_organization ON public.usage_user_daily USING btree (organization_id, day);
CREATE INDEX usage_user_daily_user ON public.usage_user_daily USING btree (user_id, day);

create table users (
  id uuid not null,
  external_id text,
  name text,
  email text,
  locale text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone default now() not null,
  constraint users_external_id_key UNIQUE (external_id),
  constraint users_pkey PRIMARY KEY (id)
);
CREATE INDEX users_email ON public.users USING btree (lower(email) COLLATE "C", id);
CREATE INDEX users_name ON public.users USING btree (lower(name) COLLATE "C", id);
alter table users enable row level security;
create policy members_see_their_own on users for all to taffrail_member
  using ((EXISTS ( SELECT 1
   FROM memberships m
  WHERE ((m.user_id = users.id) AND (m.organization_id = (NULLIF(current_setting('taffrail.organization_id'::text, true), ''::text))::uuid)))));
create policy operators_see_all on users for all to taffrail_app
  using (true);

CREATE OR REPLACE FUNCTION public.ai_job_span_key(trace_id text, span_id text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
AS $function$ select md5(trace_id || ' ' || span_id)::uuid $function$;

CREATE OR REPLACE FUNCTION public.change_stage_executions(changes pipeline_count[], hours_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  perform change_stage_executions_hourly(changes, zone, hours_from);
  perform change_stage_executions_daily(changes, zone, '-infinity');
end
$function$;

CREATE OR REPLACE FUNCTION public.change_stage_executions_daily(changes pipeline_count[], zone text, kept_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      begin
        with moved as (
          select (began_at at time zone zone)::date as bucket, pipeline, stage,
            coalesce(sum(count) filter (where state = 'pending'), 0) as pending,
            coalesce(sum(count) filter (where state = 'running'), 0) as running,
            coalesce(sum(count) filter (where state = 'retrying'), 0) as retrying,
            coalesce(sum(count) filter (where state = 'succeeded'), 0) as succeeded,
            coalesce(sum(count) filter (where state = 'failed'), 0) as failed,
            coalesce(sum(count) filter (where state = 'skipped'), 0) as skipped,
            coalesce(sum(count) filter (where state = 'never_ran'), 0) as never_ran,
            coalesce(sum(count) filter (where accuracy is not null), 0) as scored,
            coalesce(sum(count * accuracy), 0) as score_sum,
            coalesce(sum(count * accuracy * accuracy), 0) as score_square_sum,
            array_agg(error_type) filter (where error_type is not null) as error_types,
            array_agg(count) filter (where error_type is not null) as error_counts,
            array_agg(latency_bucket) filter (where latency_bucket is not null) as cells,
            array_agg(count) filter (where latency_bucket is not null) as cell_counts
          from unnest(changes)
          where began_at >= kept_from
          group by 1, 2, 3
        ), updated as (
          update stage_executions_daily as r set
            pending = r.pending + m.pending,
            running = r.running + m.running,
            retrying = r.retrying + m.retrying,
            succeeded = r.succeeded + m.succeeded,
            failed = r.failed + m.failed,
            skipped = r.skipped + m.skipped,
            never_ran = r.never_ran + m.never_ran,
            scored = r.scored + m.scored,
            score_sum = r.score_sum + m.score_sum,
            score_square_sum = r.score_square_sum + m.score_square_sum,
            errors = case
              when m.error_types is null then r.errors
              else moved_counts(r.errors, m.error_types, m.error_counts)
            end,
            histogram = case
              when m.cells is null then r.histogram
              else moved_histogram(r.histogram, m.cells, m.cell_counts)
            end
          from moved m
          where r.bucket = m.bucket and r.pipeline = m.pipeline and r.stage = m.stage
          returning r.bucket, r.pipeline, r.stage
        )
        insert into stage_executions_daily (
          bucket, pipeline, stage, pending, running, retrying, succeeded, failed, skipped, never_ran,
          errors, histogram, scored, score_sum, score_square_sum
        )
        select bucket, pipeline, stage, pending, running, retrying, succeeded, failed, skipped,
          never_ran, moved_counts('{}', error_types, error_counts),
          moved_histogram('', cells, cell_counts), scored, score_sum, score_square_sum
        from moved m
        where not exists (
          select from updated u
          where u.bucket = m.bucket and u.pipeline = m.pipeline and u.stage = m.stage
        );
      end
      $function$;

CREATE OR REPLACE FUNCTION public.change_stage_executions_hourly(changes pipeline_count[], zone text, kept_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      begin
        with moved as (
          select date_trunc('hour', began_at, zone) as bucket, pipeline, stage,
            coalesce(sum(count) filter (where state = 'pending'), 0) as pending,
            coalesce(sum(count) filter (where state = 'running'), 0) as running,
            coalesce(sum(count) filter (where state = 'retrying'), 0) as retrying,
            coalesce(sum(count) filter (where state = 'succeeded'), 0) as succeeded,
            coalesce(sum(count) filter (where state = 'failed'), 0) as failed,
            coalesce(sum(count) filter (where state = 'skipped'), 0) as skipped,
            coalesce(sum(count) filter (where state = 'never_ran'), 0) as never_ran,
            coalesce(sum(count) filter (where accuracy is not null), 0) as scored,
            coalesce(sum(count * accuracy), 0) as score_sum,
            coalesce(sum(count * accuracy * accuracy), 0) as score_square_sum,
            array_agg(error_type) filter (where error_type is not null) as error_types,
            array_agg(count) filter (where error_type is not null) as error_counts,
            array_agg(latency_bucket) filter (where latency_bucket is not null) as cells,
            array_agg(count) filter (where latency_bucket is not null) as cell_counts
          from unnest(changes)
          where began_at >= kept_from
          group by 1, 2, 3
        ), updated as (
          update stage_executions_hourly as r set
            pending = r.pending + m.pending,
            running = r.running + m.running,
            retrying = r.retrying + m.retrying,
            succeeded = r.succeeded + m.succeeded,
            failed = r.failed + m.failed,
            skipped = r.skipped + m.skipped,
            never_ran = r.never_ran + m.never_ran,
            scored = r.scored + m.scored,
            score_sum = r.score_sum + m.score_sum,
            score_square_sum = r.score_square_sum + m.score_square_sum,
            errors = case
              when m.error_types is null then r.errors
              else moved_counts(r.errors, m.error_types, m.error_counts)
            end,
            histogram = case
              when m.cells is null then r.histogram
              else moved_histogram(r.histogram, m.cells, m.cell_counts)
            end
          from moved m
          where r.bucket = m.bucket and r.pipeline = m.pipeline and r.stage = m.stage
          returning r.bucket, r.pipeline, r.stage
        )
        insert into stage_executions_hourly (
          bucket, pipeline, stage, pending, running, retrying, succeeded, failed, skipped, never_ran,
          errors, histogram, scored, score_sum, score_square_sum
        )
        select bucket, pipeline, stage, pending, running, retrying, succeeded, failed, skipped,
          never_ran, moved_counts('{}', error_types, error_counts),
          moved_histogram('', cells, cell_counts), scored, score_sum, score_square_sum
        from moved m
        where not exists (
          select from updated u
          where u.bucket = m.bucket and u.pipeline = m.pipeline and u.stage = m.stage
        );
      end
      $function$;

CREATE OR REPLACE FUNCTION public.change_usage(changes usage_change[], hours_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  rollup record;
begin
  for rollup in select * from (values
    (
      'usage_daily', 'day, organization_id, provider, model, route',
      '(created_at at time zone $2)::date as day, organization_id, provider, model, route', '-infinity'
    ),
    (
      'usage_hourly', 'bucket, organization_id, provider, model, route',
      $sql$date_trunc('hour', created_at, $2) as bucket, organization_id, provider, model, route$sql$,
      hours_from
    ),
    (
      'usage_totals_daily', 'day, provider, model, route',
      '(created_at at time zone $2)::date as day, provider, model, route', '-infinity'
    )
  ) as r (name, keys, read_keys, kept_from)
  loop
    execute format($sql$
      with keyed as (
        select %3$s, c.jobs, c.failed, c.input_tokens, c.output_tokens, c.cached_read_tokens,
          c.cached_write_tokens, c.reasoning_tokens, c.cost_usd, c.unpriced_jobs,
          c.unpriced_tokens, c.failed_cost_usd, c.latency_bucket, c.first_token_bucket,
          c.timed_tokens, c.timed_us, c.scored, c.score_sum
        from unnest($1) as c
        where c.created_at >= $3
      )
      insert into %1$I as u (
        %2$s, jobs, failed, input_tokens, output_tokens, cached_read_tokens, cached_write_tokens,
        reasoning_tokens, cost_usd, unpriced_jobs, unpriced_tokens, failed_cost_usd, latency,
        first_token, timed_tokens, timed_us, scored, score_sum
      )
      select %2$s, sum(jobs), sum(failed), sum(input_tokens), sum(output_tokens),
        sum(cached_read_tokens), sum(cached_write_tokens), sum(reasoning_tokens), sum(cost_usd),
        sum(unpriced_jobs), sum(unpriced_tokens), sum(failed_cost_usd),
        -- Most have one value or none: a function for each would take most of the time.
        case count(latency_bucket)
          when 0 then ''
          when 1 then substring(int8send((max(latency_bucket)::bigint << 20) + 1) from 5)
          else histogram_of(array_agg(latency_bucket))
        end,
        case count(first_token_bucket)
          when 0 then ''
          when 1 then substring(int8send((max(first_token_bucket)::bigint << 20) + 1) from 5)
          else histogram_of(array_agg(first_token_bucket))
        end,
        sum(timed_tokens), sum(timed_us), sum(scored), sum(score_sum)
      from keyed
      group by %2$s
      order by %2$s
      on conflict (%2$s) do update set
        jobs = u.jobs + excluded.jobs,
        failed = u.failed + excluded.failed,
        input_tokens = u.input_tokens + excluded.input_tokens,
        output_tokens = u.output_tokens + excluded.output_tokens,
        cached_read_tokens = u.cached_read_tokens + excluded.cached_read_tokens,
        cached_write_tokens = u.cached_write_tokens + excluded.cached_write_tokens,
        reasoning_tokens = u.reasoning_tokens + excluded.reasoning_tokens,
        cost_usd = u.cost_usd + excluded.cost_usd,
        unpriced_jobs = u.unpriced_jobs + excluded.unpriced_jobs,
        unpriced_tokens = u.unpriced_tokens + excluded.unpriced_tokens,
        failed_cost_usd = u.failed_cost_usd + excluded.failed_cost_usd,
        latency = case
          when length(excluded.latency) = 0 then u.latency
          else merge_histograms(u.latency, excluded.latency)
        end,
        first_token = case
          when length(excluded.first_token) = 0 then u.first_token
          else merge_histograms(u.first_token, excluded.first_token)
        end,
        timed_tokens = u.timed_tokens + excluded.timed_tokens,
        timed_us = u.timed_us + excluded.timed_us,
        scored = u.scored + excluded.scored,
        score_sum = u.score_sum + excluded.score_sum
    $sql$, rollup.name, rollup.keys, rollup.read_keys)
    using changes, zone, rollup.kept_from::timestamptz;
  end loop;

  insert into usage_user_daily as u (
    day, organization_id, user_id, jobs, failed, input_tokens, output_tokens, cost_usd,
    unpriced_jobs, unpriced_tokens
  )
  select (created_at at time zone zone)::date, organization_id, user_id, sum(jobs), sum(failed),
    sum(input_tokens), sum(output_tokens), sum(cost_usd), sum(unpriced_jobs), sum(unpriced_tokens)
  from unnest(changes)
  where user_id is not null
  group by 1, 2, 3
  order by 1, 3, 2
  on conflict (day, user_id, organization_id) do update set
    jobs = u.jobs + excluded.jobs,
    failed = u.failed + excluded.failed,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_usd = u.cost_usd + excluded.cost_usd,
    unpriced_jobs = u.unpriced_jobs + excluded.unpriced_jobs,
    unpriced_tokens = u.unpriced_tokens + excluded.unpriced_tokens;

  insert into usage_errors_daily as u (
    day, organization_id, provider, model, route, error_type, count
  )
  select (created_at at time zone zone)::date, organization_id, provider, model, route,
    coalesce(error_type, ''), sum(failed)
  from unnest(changes)
  where failed <> 0
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
  on conflict (day, organization_id, provider, model, route, error_type) do update set
    count = u.count + excluded.count;

  -- Last, because every writer touches the row of those without an organization.
  insert into usage_organizations_daily as u (
    day, organization_id, jobs, failed, input_tokens, output_tokens, cost_usd, unpriced_jobs,
    unpriced_tokens
  )
  select (created_at at time zone zone)::date, organization_id, sum(jobs), sum(failed),
    sum(input_tokens), sum(output_tokens), sum(cost_usd), sum(unpriced_jobs), sum(unpriced_tokens)
  from unnest(changes)
  group by 1, 2
  order by 1, 2
  on conflict (day, organization_id) do update set
    jobs = u.jobs + excluded.jobs,
    failed = u.failed + excluded.failed,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_usd = u.cost_usd + excluded.cost_usd,
    unpriced_jobs = u.unpriced_jobs + excluded.unpriced_jobs,
    unpriced_tokens = u.unpriced_tokens + excluded.unpriced_tokens;
end
$function$;

CREATE OR REPLACE FUNCTION public.count_pipelines(run_ids uuid[])
 RETURNS SETOF pipeline_count
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  return query
  select r.created_at, r.pipeline, '', r.status,
    case when r.status = 'failed' then coalesce(r.error_type, '') end,
    case when r.status in ('succeeded', 'failed') then r.latency_bucket end,
    null::numeric, 1::bigint
  from pipeline_runs r
  where r.id = any (run_ids)
  union all
  select s.created_at, s.pipeline, s.stage,
    case
      when s.status = 'pending' and r.status in ('succeeded', 'failed', 'skipped')
      then 'never_ran'
      else s.status
    end,
    case when s.status = 'failed' then coalesce(s.error_type, '') end,
    case when s.status in ('succeeded', 'failed') then s.latency_bucket end,
    s.accuracy, 1::bigint
  from stage_executions s
  left join pipeline_runs r on r.id = s.run_id and r.id = any (run_ids)
  where s.run_id = any (run_ids);
end
$function$;

CREATE OR REPLACE FUNCTION public.count_search_weeks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  changes search_terms_daily[];
begin
  if tg_op = 'INSERT' then
    select array_agg(a) into changes from added a;
  elsif tg_op = 'DELETE' then
    select array_agg(row(
      dimension, day, term_id, -searches, -answered, -without_result, -results, -conversions
    )::search_terms_daily) into changes from removed;
  else
    select array_agg(row(
      dimension, day, term_id, a.searches - r.searches, a.answered - r.answered,
      a.without_result - r.without_result, a.results - r.results, a.conversions - r.conversions
    )::search_terms_daily) into changes
    from added a join removed r using (dimension, day, term_id);
  end if;

  insert into search_terms_weekly as w
  select dimension, date_trunc('week', day)::date, term_id, sum(searches), sum(answered),
    sum(without_result), sum(results), sum(conversions)
  from unnest(changes)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (dimension, monday, term_id) do update set
    searches = w.searches + excluded.searches,
    answered = w.answered + excluded.answered,
    without_result = w.without_result + excluded.without_result,
    results = w.results + excluded.results,
    conversions = w.conversions + excluded.conversions;

  if tg_op = 'DELETE' then
    delete from search_terms_weekly w
    using (select distinct dimension, date_trunc('week', day)::date, term_id from unnest(changes))
      as c (dimension, monday, term_id)
    where w.dimension = c.dimension and w.monday = c.monday and w.term_id = c.term_id
      and w.searches = 0 and w.answered = 0 and w.conversions = 0;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.enqueue_job(task text, payload json, job_key text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform graphile_worker.add_job(task, payload, job_key => job_key);
end
$function$;

CREATE OR REPLACE FUNCTION public.fold_api_metrics(closed_before timestamp with time zone, minutes_from timestamp with time zone, hours_from timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  taken api_metrics_partials[];
  rollup record;
begin
  -- One at a time: two would replace the same rows.
  perform pg_advisory_xact_lock(hashtextextended('fold_api_metrics', 0));
  with gone as (
    delete from api_metrics_partials
    where ctid in (
      select ctid from api_metrics_partials
      where minute < closed_before
      order by minute
      limit most
    )
    returning minute, endpoint, method, status_code, histogram
  )
  select array_agg(row(gone.*)::api_metrics_partials) into taken from gone;
  if taken is null then
    return 0;
  end if;

  for rollup in select * from (values
    ('api_metrics_minutely', 'minute', minutes_from),
    ('api_metrics_hourly', $sql$date_trunc('hour', minute, $2)$sql$, hours_from),
    ('api_metrics_daily', '(minute at time zone $2)::date', '-infinity'),
    ('api_metrics_weekly', $sql$date_trunc('week', minute at time zone $2)::date$sql$, '-infinity')
  ) as r (name, bucket_of, kept_from)
  loop
    execute format($sql$
      with fresh as (
        select %2$s as bucket, p.endpoint, p.method, t.status_code, t.histogram
        from unnest($1) as t
        cross join lateral (values (t.endpoint, t.method), ('', '')) as p (endpoint, method)
        where t.minute >= $3
      ), old as (
        delete from %1$I as o
        using (select distinct bucket, endpoint, method, status_code from fresh) as f
        where o.bucket = f.bucket and o.endpoint = f.endpoint and o.method = f.method
          and o.status_code = f.status_code
        returning o.bucket, o.endpoint, o.method, o.status_code, o.histogram
      ), cells as (
        select a.bucket, a.endpoint, a.method, a.status_code, h.bucket as cell,
          sum(h.count)::bigint as count
        from (select * from fresh union all select * from old) as a
        cross join lateral histogram_cells(a.histogram) as h
        group by 1, 2, 3, 4, 5
      )
      insert into %1$I (bucket, endpoint, method, status_code, histogram)
      select bucket, endpoint, method, status_code, string_agg(packed, '' order by cell)
      from cells cross join lateral packed_cells(cell, count) as packed
      group by 1, 2, 3, 4
    $sql$, rollup.name, rollup.bucket_of)
    using taken, zone, rollup.kept_from;
  end loop;
  return cardinality(taken);
end
$function$;

CREATE OR REPLACE FUNCTION public.histogram_cells(histogram bytea)
 RETURNS TABLE(bucket integer, count bigint)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (get_byte(histogram, at) << 4) + (get_byte(histogram, at + 1) >> 4),
    (((get_byte(histogram, at + 1) & 15) << 16) + (get_byte(histogram, at + 2) << 8)
      + get_byte(histogram, at + 3))::bigint
  from generate_series(0, length(histogram) - 4, 4) as at
$function$;

CREATE OR REPLACE FUNCTION public.histogram_of(buckets integer[])
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, count(*) as count
    from unnest(buckets) as bucket
    where bucket is not null
    group by bucket
  ) as counted
  cross join lateral packed_cells(counted.bucket, counted.count) as packed
$function$;

CREATE OR REPLACE FUNCTION public.ingest_add_stubs(organization_ids uuid[], organization_external_ids text[], organization_seen_at timestamp with time zone[], user_ids uuid[], user_external_ids text[], user_seen_at timestamp with time zone[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into organizations (id, external_id, created_at)
  select * from unnest(organization_ids, organization_external_ids, organization_seen_at) as o (id)
  order by o.id
  on conflict do nothing;

  insert into users (id, external_id, created_at)
  select * from unnest(user_ids, user_external_ids, user_seen_at) as u (id)
  order by u.id
  on conflict do nothing;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_claim_batches(key_ids uuid[], idempotency_keys text[], body_hashes bytea[], answers jsonb[], at timestamp with time zone)
 RETURNS TABLE(ordinal bigint, state text, answer jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  -- Partitions cannot hold one unique index over all days; the lock makes look-up and insert one.
  perform pg_advisory_xact_lock(lock_id)
  from (
    select distinct hashtextextended(k.key_id::text || k.idempotency_key, 0) as lock_id
    from unnest(key_ids, idempotency_keys) as k (key_id, idempotency_key)
    order by 1
  ) as locks;

  return query
  with given as (
    select * from unnest(key_ids, idempotency_keys, body_hashes, answers)
      with ordinality as g (key_id, idempotency_key, body_hash, answer, ordinal)
  ), known as (
    select g.ordinal, b.body_hash = g.body_hash as same, b.answer
    from given g
    join ingest_batches b
      on b.api_key_id = g.key_id and b.idempotency_key = g.idempotency_key
      and b.created_at > at - interval '7 days'
  ), claimed as (
    insert into ingest_batches (created_at, api_key_id, idempotency_key, body_hash, answer)
    select at, g.key_id, g.idempotency_key, g.body_hash, g.answer
    from given g
    where not exists (select 1 from known k where k.ordinal = g.ordinal)
  )
  select g.ordinal,
    case when k.ordinal is null then 'new' when k.same then 'known' else 'conflict' end,
    k.answer
  from given g left join known k using (ordinal)
  order by g.ordinal;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_count_activity(quarters timestamp with time zone[], organization_ids uuid[], actions text[], categories text[], counts bigint[], first_ats timestamp with time zone[], user_quarters timestamp with time zone[], user_organization_ids uuid[], user_ids uuid[], user_counts bigint[], user_first_ats timestamp with time zone[], user_last_ats timestamp with time zone[], kept_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  insert into activity_actions (action, category)
  select distinct on (a.action) a.action, a.category
  from unnest(actions, categories) as a (action, category)
  order by a.action
  on conflict do nothing;

  insert into activity_hourly as h (bucket, organization_id, action, count)
  select date_trunc('hour', g.quarter, 'UTC'), g.organization_id, g.action, sum(g.count)
  from unnest(quarters, organization_ids, actions, counts)
    as g (quarter, organization_id, action, count)
  where g.quarter >= kept_from
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (bucket, organization_id, action) do update set count = h.count + excluded.count;

  insert into activity_daily as d (day, organization_id, action, count, first_at)
  select (g.quarter at time zone zone)::date, g.organization_id, g.action, sum(g.count),
    min(g.first_at)
  from unnest(quarters, organization_ids, actions, counts, first_ats)
    as g (quarter, organization_id, action, count, first_at)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (day, organization_id, action) do update set
    count = d.count + excluded.count,
    first_at = least(d.first_at, excluded.first_at);

  insert into active_organizations_daily as o (day, organization_id, count, first_at)
  select (g.quarter at time zone zone)::date, g.organization_id, sum(g.count), min(g.first_at)
  from unnest(quarters, organization_ids, counts, first_ats)
    as g (quarter, organization_id, count, first_at)
  where g.organization_id is not null
  group by 1, 2
  order by 1, 2
  on conflict (day, organization_id) do update set
    count = o.count + excluded.count,
    first_at = least(o.first_at, excluded.first_at);

  insert into active_users_daily as a (day, organization_id, user_id, count, first_at, last_at)
  select (g.quarter at time zone zone)::date, g.organization_id, g.user_id, sum(g.count),
    min(g.first_at), max(g.last_at)
  from unnest(
    user_quarters, user_organization_ids, user_ids, user_counts, user_first_ats, user_last_ats
  ) as g (quarter, organization_id, user_id, count, first_at, last_at)
  group by 1, 2, 3
  order by 1, 3, 2
  on conflict (day, user_id, organization_id) do update set
    count = a.count + excluded.count,
    first_at = least(a.first_at, excluded.first_at),
    last_at = greatest(a.last_at, excluded.last_at);

  -- Last, because every writer touches the same few rows and waits here for whoever was first.
  insert into activity_totals_quarter_hourly as t (bucket, action, count)
  select g.quarter, g.action, sum(g.count)
  from unnest(quarters, actions, counts) as g (quarter, action, count)
  where g.quarter >= kept_from
  group by 1, 2
  order by 1, 2
  on conflict (bucket, action) do update set count = t.count + excluded.count;

  insert into activity_totals_daily as t (day, action, count)
  select (g.quarter at time zone zone)::date, g.action, sum(g.count)
  from unnest(quarters, actions, counts) as g (quarter, action, count)
  group by 1, 2
  order by 1, 2
  on conflict (day, action) do update set count = t.count + excluded.count;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_count_api_requests(rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into api_metrics_partials (minute, endpoint, method, status_code, histogram)
  select minute, endpoint, method, status_code, decode(histogram, 'base64')
  from json_to_recordset(rows) as r (
    minute timestamptz, endpoint text, method text, status_code smallint, histogram text
  );
$function$;

CREATE OR REPLACE FUNCTION public.ingest_count_searches(quarters timestamp with time zone[], organization_ids uuid[], searched bigint[], answered_ bigint[], without_result_ bigint[], results_ double precision[], converted bigint[], term_dimensions text[], term_values text[], term_labels text[], member_rows integer[], member_terms integer[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  ids integer[];
  met integer[];
begin
  -- Looked for first: an identity that meets a known row is used up all the same.
  insert into search_terms (dimension, value, label)
  select g.dimension, g.value, g.label
  from unnest(term_dimensions, term_values, term_labels) as g (dimension, value, label)
  where not exists (
    select from search_terms t where t.dimension = g.dimension and t.value = g.value
  )
  order by 1, 2
  on conflict do nothing;

  -- A statement of its own: it sees what another transaction has added meanwhile.
  select array_agg(t.id order by g.place) into ids
  from unnest(term_dimensions, term_values) with ordinality as g (dimension, value, place)
  join search_terms t on t.dimension = g.dimension and t.value = g.value;

  with fresh as (
    insert into search_term_organizations (term_id, organization_id)
    select distinct ids[m.place], organization_ids[m.n]
    from unnest(member_rows, member_terms) as m (n, place)
    where organization_ids[m.n] is not null and term_dimensions[m.place] <> 'organization'
      and term_values[m.place] <> '' and searched[m.n] > 0
      and not exists (
        select from search_term_organizations o
        where o.term_id = ids[m.place] and o.organization_id = organization_ids[m.n]
      )
    order by 1, 2
    on conflict do nothing
    returning term_id
  )
  select array_agg(term_id) into met from fresh;
  if met is not null then
    perform from search_terms where id = any(met) order by id for no key update;
    update search_terms t set organizations = t.organizations + f.count
    from (select id, count(*) from unnest(met) as id group by id) as f
    where t.id = f.id;
  end if;

  insert into search_pairs_daily as p
  select ids[m.place], term_dimensions[o.place], (quarters[m.n] at time zone zone)::date,
    ids[o.place], sum(searched[m.n]), sum(answered_[m.n]), sum(without_result_[m.n]),
    sum(results_[m.n]), sum(converted[m.n])
  from unnest(member_rows, member_terms) as m (n, place)
  join unnest(member_rows, member_terms) as o (n, place) on o.n = m.n and o.place <> m.place
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (term_id, dimension, day, other_id) do update set
    searches = p.searches + excluded.searches,
    answered = p.answered + excluded.answered,
    without_result = p.without_result + excluded.without_result,
    results = p.results + excluded.results,
    conversions = p.conversions + excluded.conversions;

  insert into search_terms_daily as t
  select term_dimensions[m.place], (quarters[m.n] at time zone zone)::date, ids[m.place],
    sum(searched[m.n]), sum(answered_[m.n]), sum(without_result_[m.n]),
    sum(results_[m.n]), sum(converted[m.n])
  from unnest(member_rows, member_terms) as m (n, place)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (dimension, day, term_id) do update set
    searches = t.searches + excluded.searches,
    answered = t.answered + excluded.answered,
    without_result = t.without_result + excluded.without_result,
    results = t.results + excluded.results,
    conversions = t.conversions + excluded.conversions;

  -- Last, because every writer touches the same few rows and waits here for whoever was first.
  insert into searches_daily as d
  select (g.quarter at time zone zone)::date, sum(g.searches), sum(g.answered),
    sum(g.without_result), sum(g.results), sum(g.conversions)
  from unnest(quarters, searched, answered_, without_result_, results_, converted)
    as g (quarter, searches, answered, without_result, results, conversions)
  group by 1
  order by 1
  on conflict (day) do update set
    searches = d.searches + excluded.searches,
    answered = d.answered + excluded.answered,
    without_result = d.without_result + excluded.without_result,
    results = d.results + excluded.results,
    conversions = d.conversions + excluded.conversions;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_insert_activity(rows json)
 RETURNS TABLE(inserted_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into activity_log (
    created_at, received_at, id, organization_id, user_id, action, category, resource_type,
    resource_id, trace_id, session_id, ip_address, user_agent, metadata
  )
  select
    created_at, received_at, id, organization_id, user_id, action, category, resource_type,
    resource_id, trace_id, session_id, ip_address, user_agent, metadata
  from json_to_recordset(rows) as r (
    created_at timestamptz, received_at timestamptz, id uuid, organization_id uuid, user_id uuid,
    action text, category text, resource_type text, resource_id text, trace_id text,
    session_id text, ip_address inet, user_agent text, metadata jsonb
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_insert_api_requests(rows json)
 RETURNS TABLE(inserted_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into api_metrics (
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, span_id, count
  )
  select
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, span_id, count
  from json_to_recordset(rows) as r (
    created_at timestamptz, id uuid, endpoint text, method text, status_code smallint,
    response_time_ms double precision, organization_id uuid, user_id uuid, trace_id text,
    span_id text, count integer
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_known_request_spans(trace_ids text[], span_ids text[], from_at timestamp with time zone, to_at timestamp with time zone)
 RETURNS TABLE(known_trace_id text, known_span_id text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select given.trace_id, given.span_id
  from unnest(trace_ids, span_ids) as given (trace_id, span_id)
  where exists (
    select from api_metrics a
    where a.trace_id = given.trace_id and a.span_id = given.span_id
      and a.created_at >= from_at and a.created_at < to_at
  )
$function$;

CREATE OR REPLACE FUNCTION public.ingest_lock_traces(trace_ids text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select pg_advisory_xact_lock(lock_id)
  from (
    select distinct hashtextextended('trace ' || (hashtextextended(trace_id, 0) & 63), 0) as lock_id
    from unnest(trace_ids) as trace_id
    order by 1
  ) as locks
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_ai_jobs(rows json, hours_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  changes usage_change[];
begin
  with given as (
    select r.*, ai_job_span_key(trace_id, span_id) as span
    from json_to_recordset(rows) as r (
      created_at timestamptz(3), received_at timestamptz, id uuid, organization_id uuid,
      user_id uuid, session_id text, trace_id text, span_id text, provider text, model text,
      operation text, route text, input_tokens bigint, output_tokens bigint,
      cached_read_tokens bigint, cached_write_tokens bigint, reasoning_tokens bigint,
      cost_usd numeric(14, 8), cost_source text, price_id text, latency_ms double precision,
      time_to_first_token_ms double precision, status text, error_type text,
      accuracy numeric(7, 6), prompt_version text, attributes jsonb, latency_bucket integer,
      first_token_bucket integer
    )
  ), once as (
    select distinct on (created_at, id) * from given order by created_at, id
  ), of_spans as (
    select distinct on (span) * from once where span is not null order by span, created_at, id
  ), claimed as (
    insert into ai_job_spans (key, created_at)
    select span, created_at from of_spans order by span
    on conflict do nothing
    returning key
  ), fresh as (
    select * from once where span is null
    union all
    select of_spans.* from of_spans join claimed on claimed.key = of_spans.span
  ), inserted as (
    insert into ai_job_runs (
      created_at, received_at, id, organization_id, user_id, session_id, trace_id, span_id,
      provider, model, operation, route, input_tokens, output_tokens, cached_read_tokens,
      cached_write_tokens, reasoning_tokens, cost_usd, cost_source, price_id, latency_ms,
      time_to_first_token_ms, status, error_type, accuracy, prompt_version, attributes
    )
    select created_at, received_at, id, organization_id, user_id, session_id, trace_id, span_id,
      provider, model, operation, route, input_tokens, output_tokens, cached_read_tokens,
      cached_write_tokens, reasoning_tokens, cost_usd, cost_source, price_id, latency_ms,
      time_to_first_token_ms, status, error_type, accuracy, prompt_version, attributes
    from fresh
    order by created_at, id
    on conflict do nothing
    returning created_at, id
  )
  select array_agg(row(
    f.created_at, f.organization_id, f.user_id, f.provider, f.model, f.route,
    1, (f.status = 'failed')::int, f.error_type,
    f.input_tokens, f.output_tokens, f.cached_read_tokens, f.cached_write_tokens,
    f.reasoning_tokens,
    coalesce(f.cost_usd, 0), (f.cost_usd is null)::int,
    case when f.cost_usd is null then f.input_tokens + f.output_tokens else 0 end,
    case when f.status = 'failed' then coalesce(f.cost_usd, 0) else 0 end,
    case when f.status = 'succeeded' then f.latency_bucket end,
    case when f.status = 'succeeded' then f.first_token_bucket end,
    case when f.status = 'succeeded' then f.output_tokens else 0 end,
    case
      when f.status = 'succeeded' and f.output_tokens > 0 then round(f.latency_ms * 1000)
      else 0
    end,
    (f.accuracy is not null)::int, coalesce(f.accuracy, 0)
  )::usage_change)
  into changes
  from fresh f join inserted using (created_at, id);

  if changes is not null then
    perform change_usage(changes, hours_from);
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_customers(organization_rows json, user_rows json, membership_rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into organizations as o (id, external_id, name, plan, seats, locale, created_at)
  select id, external_id, name, plan, seats, locale, created_at
  from json_to_recordset(organization_rows) as r (
    id uuid, external_id text, name text, plan text, seats integer, locale text,
    created_at timestamptz
  )
  order by id
  on conflict (id) do update set
    external_id = coalesce(o.external_id, excluded.external_id),
    name = coalesce(excluded.name, o.name),
    plan = coalesce(excluded.plan, o.plan),
    seats = coalesce(excluded.seats, o.seats),
    locale = coalesce(excluded.locale, o.locale),
    created_at = least(excluded.created_at, o.created_at),
    updated_at = now();

  insert into users as u (id, external_id, name, email, locale, created_at)
  select id, external_id, name, email, locale, created_at
  from json_to_recordset(user_rows) as r (
    id uuid, external_id text, name text, email text, locale text, created_at timestamptz
  )
  order by id
  on conflict (id) do update set
    external_id = coalesce(u.external_id, excluded.external_id),
    name = coalesce(excluded.name, u.name),
    email = coalesce(excluded.email, u.email),
    locale = coalesce(excluded.locale, u.locale),
    created_at = least(excluded.created_at, u.created_at),
    updated_at = now();

  insert into memberships as m (organization_id, user_id, role, created_at, removed_at)
  select organization_id, user_id, role, created_at, removed_at
  from json_to_recordset(membership_rows) as r (
    organization_id uuid, user_id uuid, role text, created_at timestamptz, removed_at timestamptz
  )
  order by organization_id, user_id
  on conflict (organization_id, user_id) do update set
    role = coalesce(excluded.role, m.role),
    created_at = least(excluded.created_at, m.created_at),
    removed_at = excluded.removed_at,
    updated_at = now();
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_deploys(rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with told as (
    select distinct on (external_id) *
    from json_to_recordset(rows) as r (
      id uuid, external_id text, finished_at timestamptz, received_at timestamptz, status text,
      sha text, environment text, is_production boolean, repository text, version text, url text,
      commits text[], lists_commits boolean
    )
    order by external_id, finished_at desc
  ), saved as (
    insert into deploys (id, external_id, finished_at, received_at, status, sha, environment,
      is_production, repository, version, url, lists_commits)
    select id, external_id, finished_at, received_at, status, sha, environment, is_production,
      repository, version, url, lists_commits
    from told
    on conflict (external_id) do update set
      finished_at = excluded.finished_at, received_at = excluded.received_at,
      status = excluded.status, version = coalesce(excluded.version, deploys.version),
      url = coalesce(excluded.url, deploys.url),
      lists_commits = deploys.lists_commits or excluded.lists_commits
    where deploys.finished_at <= excluded.finished_at
    returning id, external_id
  )
  insert into deploy_commits (deploy_id, sha)
  select saved.id, commit from saved join told using (external_id), unnest(told.commits) as commit
  on conflict do nothing;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_logs(rows json)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  with inserted as (
    insert into system_logs (
      created_at, received_at, id, level, source, message, error_type, stack, fingerprint,
      organization_id, user_id, trace_id, session_id, context
    )
    select
      created_at, received_at, id, level, source, message, error_type, stack, fingerprint,
      organization_id, user_id, trace_id, session_id, context
    from json_to_recordset(rows) as r (
      created_at timestamptz, received_at timestamptz, id uuid, level text, source text,
      message text, error_type text, stack text, fingerprint uuid, organization_id uuid,
      user_id uuid, trace_id text, session_id text, context jsonb
    )
    order by created_at, id
    on conflict do nothing
    returning created_at, id, level, source, message, error_type, stack, fingerprint
  ), grouped as (
    insert into error_groups as g (
      fingerprint, error_type, message, source, stack, first_seen_at, last_seen_at, count
    )
    select fingerprint,
      (array_agg(error_type order by created_at desc, id desc))[1],
      (array_agg(message order by created_at desc, id desc))[1],
      (array_agg(source order by created_at desc, id desc))[1],
      (array_agg(stack order by created_at desc, id desc) filter (where stack is not null))[1],
      min(created_at), max(created_at), count(*)
    from inserted
    where fingerprint is not null
    group by fingerprint
    order by fingerprint
    on conflict (fingerprint) do update set
      message = case
        when excluded.last_seen_at >= g.last_seen_at then excluded.message else g.message
      end,
      source = case
        when excluded.last_seen_at >= g.last_seen_at then excluded.source else g.source
      end,
      stack = case
        when excluded.last_seen_at >= g.last_seen_at then coalesce(excluded.stack, g.stack)
        else coalesce(g.stack, excluded.stack)
      end,
      first_seen_at = least(g.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at),
      count = g.count + excluded.count
  ), grouped_by_day as (
    insert into error_groups_daily as d (fingerprint, day, count)
    select fingerprint, (created_at at time zone zone)::date, count(*)
    from inserted
    where fingerprint is not null
    group by 1, 2
    order by 1, 2
    on conflict (fingerprint, day) do update set count = d.count + excluded.count
  ), by_day as (
    insert into system_logs_daily as d (day, level, is_own, count)
    select (created_at at time zone zone)::date, level, source = 'taffrail', count(*)
    from inserted
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (day, level, is_own) do update set count = d.count + excluded.count
  )
  insert into system_logs_quarter_hourly as q (bucket, level, is_own, count)
  select date_bin('15 minutes', created_at, 'epoch'), level, source = 'taffrail', count(*)
  from inserted
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (bucket, level, is_own) do update set count = q.count + excluded.count;
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_pipelines(run_rows json, stage_rows json, score_rows json, hours_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  touched uuid[];
  before pipeline_count[];
  changes pipeline_count[];
begin
  -- One writer at a time: what a report means hangs on what was told before, of the run, of its
  -- stages and of their scores. Partitions could not hold an index that is unique over all of time.
  perform pg_advisory_xact_lock(hashtextextended('record_pipelines', 0));

  touched := array(
    select id from json_to_recordset(run_rows) as r (id uuid)
    union
    select run_id from json_to_recordset(stage_rows) as s (run_id uuid)
    union
    select run_id from json_to_recordset(score_rows) as c (run_id uuid)
  );
  before := array(select c from count_pipelines(touched) as c);

  with told as (
    select created_at, received_at as heard_at, id, external_id, pipeline, status, attempt,
      max_attempts, duration_ms, latency_bucket, error_type, error_message, organization_id,
      user_id, session_id, trace_id, attributes, false as is_stored
    from json_to_recordset(run_rows) as r (
      created_at timestamptz(3), received_at timestamptz, id uuid, external_id text,
      pipeline text, status text, attempt integer, max_attempts integer,
      duration_ms double precision, latency_bucket integer, error_type text, error_message text,
      organization_id uuid, user_id uuid, session_id text, trace_id text, attributes jsonb
    )
    union all
    select created_at, heard_at, id, external_id, pipeline, status, attempt, max_attempts,
      duration_ms, latency_bucket, error_type, error_message, organization_id, user_id, session_id,
      trace_id, attributes, true
    from pipeline_runs
    where id = any (touched)
  ), ranked as (
    select *, row_number() over (
      partition by id
      order by attempt desc, run_status_rank(status) desc,
        created_at + duration_ms * interval '1 millisecond' desc nulls last, is_stored desc
    ) as place
    from told
  )
  insert into pipeline_runs (
    created_at, heard_at, id, external_id, pipeline, status, attempt, max_attempts, duration_ms,
    latency_bucket, error_type, error_message, organization_id, user_id, session_id, trace_id,
    attributes
  )
  select
    coalesce(min(created_at) filter (where is_stored), min(created_at)),
    max(heard_at),
    id,
    (array_agg(external_id order by place) filter (where external_id is not null))[1],
    (array_agg(pipeline order by is_stored desc, place))[1],
    (array_agg(status order by place))[1],
    (array_agg(attempt order by place))[1],
    (array_agg(max_attempts order by place) filter (where max_attempts is not null))[1],
    (array_agg(duration_ms order by place))[1],
    (array_agg(latency_bucket order by place))[1],
    (array_agg(error_type order by place))[1],
    (array_agg(error_message order by place))[1],
    (array_agg(organization_id order by place) filter (where organization_id is not null))[1],
    (array_agg(user_id order by place) filter (where user_id is not null))[1],
    (array_agg(session_id order by place) filter (where session_id is not null))[1],
    (array_agg(trace_id order by place) filter (where trace_id is not null))[1],
    coalesce((array_agg(attributes order by place) filter (where attributes <> '{}'))[1], '{}')
  from ranked
  group by id
  having bool_or(not is_stored)
  on conflict (created_at, id) do update set
    heard_at = excluded.heard_at,
    external_id = excluded.external_id,
    status = excluded.status,
    attempt = excluded.attempt,
    max_attempts = excluded.max_attempts,
    duration_ms = excluded.duration_ms,
    latency_bucket = excluded.latency_bucket,
    error_type = excluded.error_type,
    error_message = excluded.error_message,
    organization_id = excluded.organization_id,
    user_id = excluded.user_id,
    session_id = excluded.session_id,
    trace_id = excluded.trace_id,
    attributes = excluded.attributes;

  with told as (
    select created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
      latency_bucket, error_type, error_message, told_accuracy, organization_id, user_id,
      session_id, trace_id, attributes, false as is_stored
    from json_to_recordset(stage_rows) as s (
      created_at timestamptz(3), id uuid, run_id uuid, pipeline text, stage text,
      position integer, status text, reason text, attempt integer, duration_ms double precision,
      latency_bucket integer, error_type text, error_message text, told_accuracy numeric(7, 6),
      organization_id uuid, user_id uuid, session_id text, trace_id text, attributes jsonb
    )
    union all
    select created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
      latency_bucket, error_type, error_message, told_accuracy, organization_id, user_id,
      session_id, trace_id, attributes, true
    from stage_executions
    where run_id = any (touched)
  ), ranked as (
    select *, row_number() over (
      partition by run_id, id
      order by attempt desc, run_status_rank(status) desc,
        created_at + duration_ms * interval '1 millisecond' desc nulls last, is_stored desc
    ) as place
    from told
  )
  insert into stage_executions (
    created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
    latency_bucket, error_type, error_message, told_accuracy, organization_id, user_id, session_id,
    trace_id, attributes
  )
  select
    coalesce(min(created_at) filter (where is_stored), min(created_at)),
    id,
    run_id,
    (array_agg(pipeline order by is_stored desc, place))[1],
    (array_agg(stage order by is_stored desc, place))[1],
    (array_agg(position order by place) filter (where position is not null))[1],
    (array_agg(status order by place))[1],
    (array_agg(reason order by place))[1],
    (array_agg(attempt order by place))[1],
    (array_agg(duration_ms order by place))[1],
    (array_agg(latency_bucket order by place))[1],
    (array_agg(error_type order by place))[1],
    (array_agg(error_message order by place))[1],
    (array_agg(told_accuracy order by place) filter (where told_accuracy is not null))[1],
    (array_agg(organization_id order by place) filter (where organization_id is not null))[1],
    (array_agg(user_id order by place) filter (where user_id is not null))[1],
    (array_agg(session_id order by place) filter (where session_id is not null))[1],
    (array_agg(trace_id order by place) filter (where trace_id is not null))[1],
    coalesce((array_agg(attributes order by place) filter (where attributes <> '{}'))[1], '{}')
  from ranked
  group by run_id, id
  having bool_or(not is_stored)
  on conflict (created_at, run_id, id) do update set
    position = excluded.position,
    status = excluded.status,
    reason = excluded.reason,
    attempt = excluded.attempt,
    duration_ms = excluded.duration_ms,
    latency_bucket = excluded.latency_bucket,
    error_type = excluded.error_type,
    error_message = excluded.error_message,
    told_accuracy = excluded.told_accuracy,
    organization_id = excluded.organization_id,
    user_id = excluded.user_id,
    session_id = excluded.session_id,
    trace_id = excluded.trace_id,
    attributes = excluded.attributes;

  insert into scores (created_at, id, run_id, stage, value, name)
  select distinct on (id) created_at, id, run_id, stage, value, name
  from json_to_recordset(score_rows) as c (
    created_at timestamptz(3), id uuid, run_id uuid, stage text, value numeric(7, 6), name text
  )
  where not exists (select from scores s where s.run_id = c.run_id and s.id = c.id)
  order by id, created_at
  on conflict do nothing;

  -- The latest score is of a stage's latest attempt; what that told of itself later wins over it.
  with executions as (
    select created_at, id, run_id, stage, told_accuracy,
      created_at + coalesce(duration_ms, 0) * interval '1 millisecond' as told_at,
      row_number() over (
        partition by run_id, stage order by attempt desc, created_at desc, id desc
      ) = 1 as is_latest
    from stage_executions
    where run_id = any (touched)
  ), judged as (
    select e.created_at, e.run_id, e.id,
      case
        when c.value is not null and (e.told_accuracy is null or c.created_at >= e.told_at)
        then c.value
        else e.told_accuracy
      end as accuracy
    from executions e
    left join lateral (
      select s.value, s.created_at
      from scores s
      where s.run_id = e.run_id and s.stage = e.stage
      order by s.created_at desc, s.id desc
      limit 1
    ) as c on e.is_latest
  )
  update stage_executions s set accuracy = j.accuracy
  from judged j
  where s.created_at = j.created_at and s.run_id = j.run_id and s.id = j.id
    and s.accuracy is distinct from j.accuracy;

  with failed as (
    select run_id, stage, min(position) as position, min(created_at) as began_at
    from stage_executions
    where run_id = any (touched) and status = 'failed'
    group by run_id, stage
  ), of_runs as (
    select t.id, coalesce(f.stages, '{}') as stages, h.heard_at
    from unnest(touched) as t (id)
    left join (
      select run_id, array_agg(stage order by position nulls last, began_at, stage) as stages
      from failed
      group by run_id
    ) as f on f.run_id = t.id
    left join (
      select run_id, max(received_at) as heard_at
      from json_to_recordset(stage_rows) as s (run_id uuid, received_at timestamptz)
      group by run_id
    ) as h on h.run_id = t.id
  )
  update pipeline_runs r
  set failed_stages = o.stages, heard_at = greatest(r.heard_at, o.heard_at)
  from of_runs o
  where r.id = o.id and r.id = any (touched)
    and (r.failed_stages <> o.stages or r.heard_at < o.heard_at);

  insert into pipelines as p (pipeline, first_seen_at, last_seen_at)
  select pipeline, min(created_at), max(created_at)
  from (
    select pipeline, created_at
    from json_to_recordset(run_rows) as r (pipeline text, created_at timestamptz(3))
    union all
    select pipeline, created_at
    from json_to_recordset(stage_rows) as s (pipeline text, created_at timestamptz(3))
  ) as met
  group by pipeline
  on conflict (pipeline) do update set
    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
  where excluded.first_seen_at < p.first_seen_at
    or excluded.last_seen_at > p.last_seen_at + interval '1 hour';

  insert into pipeline_stages as p (pipeline, stage, position, first_seen_at, last_seen_at)
  select pipeline, stage,
    (array_agg(position order by created_at desc) filter (where position is not null))[1],
    min(created_at), max(created_at)
  from json_to_recordset(stage_rows) as s (
    pipeline text, stage text, position integer, created_at timestamptz(3)
  )
  group by pipeline, stage
  on conflict (pipeline, stage) do update set
    position = coalesce(excluded.position, p.position),
    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
  where excluded.position <> p.position or (excluded.position is not null and p.position is null)
    or excluded.first_seen_at < p.first_seen_at
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
$function$;

CREATE OR REPLACE FUNCTION public.ingest_record_spans(rows json, resources json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into span_resources as s (id, attributes, seen_at)
  select id, attributes, seen_at
  from json_to_recordset(resources) as r (id uuid, attributes jsonb, seen_at timestamptz)
  order by id
  on conflict (id) do update set seen_at = excluded.seen_at
  where s.seen_at < excluded.seen_at - interval '1 minute';

  insert into spans (
    created_at, received_at, trace_id, span_id, parent_span_id, name, kind, service, scope,
    duration_us, status, status_message, organization_id, user_id, session_id, resource_id,
    attributes, events, links, dropped
  )
  select
    created_at, received_at, trace_id, span_id, parent_span_id, name, kind, service, scope,
    duration_us, status, status_message, organization_id, user_id, session_id, resource_id,
    attributes, events, links, dropped
  from json_to_recordset(rows) as r (
    created_at timestamptz, received_at timestamptz, trace_id text, span_id text,
    parent_span_id text, name text, kind text, service text, scope text, duration_us bigint,
    status text, status_message text, organization_id uuid, user_id uuid, session_id text,
    resource_id uuid, attributes jsonb, events jsonb, links jsonb, dropped integer
  )
  order by trace_id, span_id, created_at
  on conflict do nothing;
$function$;

CREATE OR REPLACE FUNCTION public.ingest_settle_ai_jobs(trace_ids text[], from_at timestamp with time zone, to_at timestamp with time zone, hours_from timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
  old_jobs ai_job_runs[];
  new_jobs ai_job_runs[];
  change record;
begin
  for change in
    with recursive jobs as materialized (
      select created_at, id, trace_id, span_id, organization_id, user_id, session_id
      from ai_job_runs
      where trace_id = any (trace_ids) and span_id is not null
        and created_at >= from_at and created_at < to_at
    ), lineage as (
      select j.created_at as job_at, j.id as job_id, j.span_id as job_span_id, s.trace_id,
        s.parent_span_id, s.organization_id, s.user_id, s.session_id, 0 as depth
      from jobs j join spans s on s.trace_id = j.trace_id and s.span_id = j.span_id
        and s.created_at >= from_at and s.created_at < to_at
      -- Without "all": spans that are sent with two times, or in a circle, do not multiply.
      union
      select l.job_at, l.job_id, l.job_span_id, s.trace_id, s.parent_span_id,
        s.organization_id, s.user_id, s.session_id, l.depth + 1
      from lineage l join spans s on s.trace_id = l.trace_id and s.span_id = l.parent_span_id
        and s.created_at >= from_at and s.created_at < to_at
      where l.depth < 64
    ), named as (
      select job_at, job_id,
        (array_agg(organization_id order by depth)
          filter (where organization_id is not null))[1] as organization_id,
        (array_agg(user_id order by depth) filter (where user_id is not null))[1] as user_id,
        (array_agg(session_id order by depth)
          filter (where session_id is not null))[1] as session_id
      from lineage
      group by job_at, job_id
    ), found as (
      select j.created_at, j.id,
        (j.trace_id, j.span_id) in (
          select trace_id, parent_span_id from lineage
          where parent_span_id is not null and parent_span_id <> job_span_id
        ) as is_around_another,
        coalesce(n.organization_id, j.organization_id) as organization_id,
        coalesce(n.user_id, j.user_id) as user_id,
        coalesce(n.session_id, j.session_id) as session_id,
        (n.organization_id is not null and n.organization_id is distinct from j.organization_id)
        or (n.user_id is not null and n.user_id is distinct from j.user_id)
        or (n.session_id is not null and n.session_id is distinct from j.session_id)
          as is_renamed
      from jobs j left join named n on n.job_at = j.created_at and n.job_id = j.id
    )
    select * from found where is_around_another or is_renamed order by created_at, id
  loop
    select old_jobs || j into old_jobs from ai_job_runs j
    where j.created_at = change.created_at and j.id = change.id
    for update;
    if change.is_around_another then
      -- Its key stays: sent again, it is known.
      delete from ai_job_runs where created_at = change.created_at and id = change.id;
    else
      update ai_job_runs j
      set organization_id = change.organization_id, user_id = change.user_id,
        session_id = change.session_id
      where created_at = change.created_at and id = change.id
      returning new_jobs || j into new_jobs;
    end if;
  end loop;

  if old_jobs is not null then
    perform take_back_usage(old_jobs, hours_from);
  end if;
  if new_jobs is not null then
    perform change_usage(array(select usage_of_ai_job(j, 1) from unnest(new_jobs) as j), hours_from);
  end if;
  return coalesce(cardinality(old_jobs), 0);
end
$function$;

CREATE OR REPLACE FUNCTION public.ingest_tell_subscriptions(rows json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into told_subscriptions (received_at, ordinal, id, organization_id, at, record)
  select received_at, ordinal, id, organization_id, at, record
  from json_to_recordset(rows) as r (
    received_at timestamptz, ordinal integer, id uuid, organization_id uuid, at timestamptz,
    record jsonb
  );

  select enqueue_job('record_told_subscriptions', '{}', 'record_told_subscriptions');
$function$;

CREATE OR REPLACE FUNCTION public.latency_bucket_of(ms double precision)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case
    when us < 32 then us::integer
    else ((power - 5) * 32 + (us >> (power - 5)))::integer
  end
  from (select floor(ms * 1000 + 0.5)::bigint as us) as rounded
  cross join lateral (
    select length(ltrim(us::bit(64)::text, '0')) - 1 as power
  ) as exponent
$function$;

CREATE OR REPLACE FUNCTION public.limit_search_terms(first_day date, end_day date, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  crowded record;
  beyond integer;
  rest integer[];
  taken integer := 0;
begin
  for crowded in
    select dimension, day from search_terms_daily
    where day >= first_day and day < end_day and dimension <> 'organization'
    group by dimension, day having count(*) > most + 1
    order by dimension, day
  loop
    insert into search_terms (dimension, value, label) values (crowded.dimension, '', '')
    on conflict do nothing;
    select id into beyond from search_terms where dimension = crowded.dimension and value = '';
    rest := array(
      select term_id from search_terms_daily
      where dimension = crowded.dimension and day = crowded.day and term_id <> beyond
      order by searches desc, conversions desc, term_id offset most
    );
    taken := taken + cardinality(rest);

    with gone as (
      delete from search_terms_daily
      where dimension = crowded.dimension and day = crowded.day and term_id = any(rest)
      returning searches, answered, without_result, results, conversions
    )
    insert into search_terms_daily as t
    select crowded.dimension, crowded.day, beyond, sum(searches), sum(answered),
      sum(without_result), sum(results), sum(conversions)
    from gone
    on conflict (dimension, day, term_id) do update set
      searches = t.searches + excluded.searches,
      answered = t.answered + excluded.answered,
      without_result = t.without_result + excluded.without_result,
      results = t.results + excluded.results,
      conversions = t.conversions + excluded.conversions;

    -- The same of the pairs: one way round, and of what went there, the other.
    with gone as (
      delete from search_pairs_daily
      where term_id = any(rest) and day = crowded.day
      returning dimension, other_id, searches, answered, without_result, results, conversions
    ), mirrored as (
      delete from search_pairs_daily p using (select distinct other_id from gone) as g
      where p.term_id = g.other_id and p.dimension = crowded.dimension and p.day = crowded.day
        and p.other_id = any(rest)
    ), kept as (
      select dimension, other_id, sum(searches) as searches, sum(answered) as answered,
        sum(without_result) as without_result, sum(results) as results,
        sum(conversions) as conversions
      from gone group by 1, 2
    )
    insert into search_pairs_daily as p
    select * from (
      select beyond as term_id, dimension, crowded.day, other_id, searches, answered,
        without_result, results, conversions
      from kept
      union all
      select other_id, crowded.dimension, crowded.day, beyond, searches, answered, without_result,
        results, conversions
      from kept
    ) as both_ways
    on conflict (term_id, dimension, day, other_id) do update set
      searches = p.searches + excluded.searches,
      answered = p.answered + excluded.answered,
      without_result = p.without_result + excluded.without_result,
      results = p.results + excluded.results,
      conversions = p.conversions + excluded.conversions;
  end loop;
  return taken;
end
$function$;

CREATE OR REPLACE FUNCTION public.merge_histograms(one bytea, other bytea)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(one)
      union all
      select bucket, count from histogram_cells(other)
    ) as cells
    group by bucket
  ) as merged
  cross join lateral packed_cells(merged.bucket, merged.count) as packed
$function$;

CREATE OR REPLACE FUNCTION public.moved_counts(counts jsonb, names text[], changes bigint[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(jsonb_object_agg(name, count), '{}')
  from (
    select name, sum(count)::bigint as count
    from (
      select key as name, value::bigint as count from jsonb_each_text(counts)
      union all
      select * from unnest(names, changes) as c (name, count)
    ) as counted
    group by name
    having sum(count) > 0
  ) as moved
$function$;

CREATE OR REPLACE FUNCTION public.moved_histogram(histogram bytea, buckets integer[], changes bigint[])
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(histogram)
      union all
      select * from unnest(buckets, changes) as c (bucket, count)
    ) as cells
    group by bucket
    having sum(count) > 0
  ) as moved
  cross join lateral packed_cells(moved.bucket, moved.count) as packed
$function$;

CREATE OR REPLACE FUNCTION public.packed_cells(bucket integer, count bigint)
 RETURNS SETOF bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select substring(
    int8send((bucket::bigint << 20) + least(count - part * 1048575, 1048575)) from 5
  )
  from generate_series(0, (count - 1) / 1048575) as part
$function$;

CREATE OR REPLACE FUNCTION public.record_alert_runs(run_rows json, stage_rows json, hours_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.record_database_latency(at timestamp with time zone, database text, failures integer, failure text, histogram bytea)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into database_latency_minutely as m (bucket, database, failures, failure, histogram)
  values (date_trunc('minute', $1), $2, $3, $4, $5)
  on conflict (database, bucket) do update set
    failures = m.failures + excluded.failures,
    failure = excluded.failure,
    histogram = merge_histograms(m.histogram, excluded.histogram);

  insert into database_latency_hourly as h (bucket, database, failures, histogram)
  select date_trunc('hour', $1, s.value #>> '{}'), $2, $3, $5
  from settings s where s.key = 'time_zone'
  on conflict (database, bucket) do update set
    failures = h.failures + excluded.failures,
    histogram = merge_histograms(h.histogram, excluded.histogram);
$function$;

CREATE OR REPLACE FUNCTION public.revenue_groups_of(customers text[])
 RETURNS TABLE(customer_id text, plan text, plans smallint, country text, countries smallint)
 LANGUAGE sql
 STABLE
AS $function$
  select k.customer_id,
    case count(distinct k.plan) when 1 then min(k.plan) end,
    least(count(distinct k.plan), 2)::smallint,
    case count(distinct k.country) when 1 then min(k.country) end,
    least(count(distinct k.country), 2)::smallint
  from (
    select s.customer_id, s.plan, coalesce(s.country, i.country) as country,
      rank() over (
        partition by s.customer_id
        order by r.runs desc, case when not r.runs then coalesce(s.ended_at, s.told_at) end desc
      ) as rank
    from subscriptions s
    cross join lateral (
      select s.status in ('active', 'past_due') and s.ended_at is null as runs
    ) as r
    left join lateral (
      select b.country from invoices b
      where b.subscription_id = s.id and b.country is not null
      order by b.created_at desc limit 1
    ) as i on true
    where s.customer_id = any(customers)
  ) as k
  where k.rank = 1
  group by k.customer_id
$function$;

CREATE OR REPLACE FUNCTION public.run_status_rank(status text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case status when 'pending' then 0 when 'running' then 1 when 'retrying' then 2 else 3 end
$function$;

CREATE OR REPLACE FUNCTION public.subtract_histograms(one bytea, other bytea)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(one)
      union all
      select bucket, -count from histogram_cells(other)
    ) as cells
    group by bucket
    having sum(count) > 0
  ) as rest
  cross join lateral packed_cells(rest.bucket, rest.count) as packed
$function$;

CREATE OR REPLACE FUNCTION public.take_back_usage(taken ai_job_runs[], hours_from timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  changes usage_change[] := array(select usage_of_ai_job(j, -1) from unnest(taken) as j);
  rollup record;
begin
  -- Locks all rows below, in the order in which every writer does.
  perform change_usage(changes, hours_from);
  for rollup in select * from (values
    (
      'usage_daily',
      'u.day = (j.created_at at time zone $2)::date
       and u.organization_id is not distinct from j.organization_id'
    ),
    (
      'usage_hourly',
      $sql$u.bucket = date_trunc('hour', j.created_at, $2)
       and u.organization_id is not distinct from j.organization_id$sql$
    ),
    ('usage_totals_daily', 'u.day = (j.created_at at time zone $2)::date')
  ) as r (name, matches)
  loop
    execute format($sql$
      with gone as (
        select u.ctid as at, u.tableoid as part,
          histogram_of(array_agg(latency_bucket_of(j.latency_ms))
            filter (where j.status = 'succeeded')) as latency,
          histogram_of(array_agg(latency_bucket_of(j.time_to_first_token_ms))
            filter (where j.status = 'succeeded')) as first_token
        from unnest($1) as j
        join %1$I u on %2$s
          and u.provider = j.provider and u.model = j.model and u.route = j.route
        group by u.ctid, u.tableoid
      )
      update %1$I as u
      set latency = subtract_histograms(u.latency, t.latency),
        first_token = subtract_histograms(u.first_token, t.first_token)
      from gone t
      where u.ctid = t.at and u.tableoid = t.part
    $sql$, rollup.name, rollup.matches)
    using taken, zone;
    execute format($sql$
      delete from %1$I as u using unnest($1) as j
      where u.jobs = 0 and %2$s
        and u.provider = j.provider and u.model = j.model and u.route = j.route
    $sql$, rollup.name, rollup.matches)
    using taken, zone;
  end loop;

  delete from usage_user_daily as u using unnest(taken) as j
  where u.jobs = 0 and u.day = (j.created_at at time zone zone)::date and u.user_id = j.user_id
    and u.organization_id is not distinct from j.organization_id;
  delete from usage_errors_daily as u using unnest(taken) as j
  where u.count = 0 and u.day = (j.created_at at time zone zone)::date
    and u.organization_id is not distinct from j.organization_id
    and u.provider = j.provider and u.model = j.model and u.route = j.route;
  delete from usage_organizations_daily as u using unnest(taken) as j
  where u.jobs = 0 and u.day = (j.created_at at time zone zone)::date
    and u.organization_id is not distinct from j.organization_id;
end
$function$;

CREATE OR REPLACE FUNCTION public.usage_of_ai_job(job ai_job_runs, sign integer)
 RETURNS usage_change
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select row(
    job.created_at, job.organization_id, job.user_id, job.provider, job.model, job.route,
    sign, sign * (job.status = 'failed')::int, job.error_type,
    sign * job.input_tokens, sign * job.output_tokens, sign * job.cached_read_tokens,
    sign * job.cached_write_tokens, sign * job.reasoning_tokens,
    sign * coalesce(job.cost_usd, 0), sign * (job.cost_usd is null)::int,
    case when job.cost_usd is null then sign * (job.input_tokens + job.output_tokens) else 0 end,
    case when job.status = 'failed' then sign * coalesce(job.cost_usd, 0) else 0 end,
    case when sign > 0 and job.status = 'succeeded' then latency_bucket_of(job.latency_ms) end,
    case
      when sign > 0 and job.status = 'succeeded' then latency_bucket_of(job.time_to_first_token_ms)
    end,
    case when job.status = 'succeeded' then sign * job.output_tokens else 0 end,
    case
      when job.status = 'succeeded' and job.output_tokens > 0
        then sign * round(job.latency_ms * 1000)
      else 0
    end,
    sign * (job.accuracy is not null)::int, sign * coalesce(job.accuracy, 0)
  )::usage_change
$function$;

grant USAGE on schema public to public;
grant EXECUTE on function enqueue_job(text,json,text) to taffrail_app;
grant EXECUTE on function record_alert_runs(json,json,timestamp with time zone) to taffrail_app;
grant USAGE on schema public to taffrail_app;
grant SELECT on table active_organizations_daily to taffrail_app;
grant SELECT on table active_users_daily to taffrail_app;
grant SELECT on table activity_actions to taffrail_app;
grant SELECT on table activity_daily to taffrail_app;
grant SELECT on table activity_hourly to taffrail_app;
grant SELECT on table activity_log to taffrail_app;
grant SELECT on table activity_totals_daily to taffrail_app;
grant SELECT on table activity_totals_quarter_hourly to taffrail_app;
grant SELECT on table ai_job_runs to taffrail_app;
grant INSERT, SELECT on table alert_events to taffrail_app;
grant INSERT, SELECT on table alert_run_starts to taffrail_app;
grant INSERT, SELECT, UPDATE on table alert_runs to taffrail_app;
grant SELECT, UPDATE on table alerts to taffrail_app;
grant SELECT, UPDATE (rated_at, rated_by, rating, rating_reason, version) on table analysis_runs to taffrail_app;
grant SELECT on table analysis_runs_daily to taffrail_app;
grant INSERT, SELECT, UPDATE on table api_keys to taffrail_app;
grant SELECT on table api_metrics to taffrail_app;
grant SELECT on table api_metrics_daily to taffrail_app;
grant SELECT on table api_metrics_hourly to taffrail_app;
grant SELECT on table api_metrics_minutely to taffrail_app;
grant SELECT on table api_metrics_partials to taffrail_app;
grant SELECT on table api_metrics_weekly to taffrail_app;
grant INSERT, SELECT on table audit_log to taffrail_app;
grant SELECT on table autofix_runs to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table budgets to taffrail_app;
grant INSERT, SELECT on table bulk_action_rows to taffrail_app;
grant INSERT, SELECT, UPDATE (cancelled_by, finished_at, state) on table bulk_actions to taffrail_app;
grant SELECT on table check_runs to taffrail_app;
grant SELECT on table check_runs_daily to taffrail_app;
grant SELECT on table check_runs_hourly to taffrail_app;
grant INSERT, SELECT, UPDATE on table check_states to taffrail_app;
grant INSERT, SELECT, UPDATE on table checks to taffrail_app;
grant SELECT on table database_latency_hourly to taffrail_app;
grant SELECT on table database_latency_minutely to taffrail_app;
grant SELECT on table deploy_commits to taffrail_app;
grant SELECT on table deploys to taffrail_app;
grant SELECT on table error_groups to taffrail_app;
grant SELECT on table error_groups_daily to taffrail_app;
grant INSERT, SELECT on table heartbeat_pings to taffrail_app;
grant INSERT, SELECT, UPDATE on table heartbeats to taffrail_app;
grant INSERT, SELECT, UPDATE on table inbox to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table incident_alerts to taffrail_app;
grant INSERT, SELECT on table incident_events to taffrail_app;
grant INSERT, SELECT, UPDATE on table incident_keys to taffrail_app;
grant INSERT, SELECT, UPDATE on table incidents to taffrail_app;
grant SELECT on table integrity_checks to taffrail_app;
grant SELECT on table integrity_progress to taffrail_app;
grant SELECT on table integrity_results to taffrail_app;
grant SELECT on table integrity_runs to taffrail_app;
grant SELECT on table invoices to taffrail_app;
grant SELECT on table load_test_failures to taffrail_app;
grant SELECT on table load_test_runs to taffrail_app;
grant SELECT on table load_test_samples to taffrail_app;
grant SELECT, UPDATE (baseline_run_id) on table load_tests to taffrail_app;
grant SELECT on table memberships to taffrail_app;
grant INSERT, SELECT, UPDATE (effective_to, replaced_at) on table model_prices to taffrail_app;
grant INSERT, SELECT, UPDATE on table notification_channels to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table notification_routes to taffrail_app;
grant INSERT, SELECT, UPDATE (duration_ms, ended_at, external_id, failure, reason, state) on table notifications to taffrail_app;
grant INSERT, SELECT, UPDATE on table operator_credentials to taffrail_app;
grant INSERT, SELECT, UPDATE on table operator_invites to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table operator_sessions to taffrail_app;
grant INSERT, SELECT, UPDATE on table operators to taffrail_app;
grant SELECT on table organizations to taffrail_app;
grant SELECT on table pipeline_runs to taffrail_app;
grant SELECT on table pipeline_stages to taffrail_app;
grant SELECT on table pipelines to taffrail_app;
grant SELECT on table record_counts to taffrail_app;
grant DELETE, SELECT on table recosting_changes to taffrail_app;
grant INSERT, SELECT, UPDATE on table recostings to taffrail_app;
grant SELECT on table revenue_cohorts to taffrail_app;
grant SELECT on table revenue_daily to taffrail_app;
grant SELECT on table revenue_groups to taffrail_app;
grant SELECT on table revenue_movements to taffrail_app;
grant DELETE, INSERT, SELECT, UPDATE on table saved_views to taffrail_app;
grant SELECT on table scores to taffrail_app;
grant SELECT on table search_pairs_daily to taffrail_app;
grant SELECT on table search_term_organizations to taffrail_app;
grant SELECT, UPDATE (merged_into) on table search_terms to taffrail_app;
grant SELECT on table search_terms_daily to taffrail_app;
grant SELECT on table search_terms_weekly to taffrail_app;
grant SELECT on table searches_daily to taffrail_app;
grant INSERT, SELECT, UPDATE on table settings to taffrail_app;
grant INSERT, SELECT, UPDATE on table sources to taffrail_app;
grant SELECT on table span_resources to taffrail_app;
grant SELECT on table spans to taffrail_app;
grant SELECT on table stage_executions to taffrail_app;
grant SELECT on table stage_executions_daily to taffrail_app;
grant SELECT on table stage_executions_hourly to taffrail_app;
grant SELECT on table subscription_events to taffrail_app;
grant SELECT on table subscriptions to taffrail_app;
grant SELECT on table system_logs to taffrail_app;
grant SELECT on table system_logs_daily to taffrail_app;
grant SELECT on table system_logs_quarter_hourly to taffrail_app;
grant SELECT, UPDATE (failed_at, failure) on table told_subscriptions to taffrail_app;
grant SELECT on table usage_daily to taffrail_app;
grant SELECT on table usage_errors_daily to taffrail_app;
grant SELECT on table usage_hourly to taffrail_app;
grant SELECT on table usage_organizations_daily to taffrail_app;
grant SELECT on table usage_totals_daily to taffrail_app;
grant SELECT on table usage_user_daily to taffrail_app;
grant SELECT on table users to taffrail_app;
grant EXECUTE on function ingest_add_stubs(uuid[],text[],timestamp with time zone[],uuid[],text[],timestamp with time zone[]) to taffrail_ingest;
grant EXECUTE on function ingest_claim_batches(uuid[],text[],bytea[],jsonb[],timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_count_activity(timestamp with time zone[],uuid[],text[],text[],bigint[],timestamp with time zone[],timestamp with time zone[],uuid[],uuid[],bigint[],timestamp with time zone[],timestamp with time zone[],timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_count_api_requests(json) to taffrail_ingest;
grant EXECUTE on function ingest_count_searches(timestamp with time zone[],uuid[],bigint[],bigint[],bigint[],double precision[],bigint[],text[],text[],text[],integer[],integer[]) to taffrail_ingest;
grant EXECUTE on function ingest_insert_activity(json) to taffrail_ingest;
grant EXECUTE on function ingest_insert_api_requests(json) to taffrail_ingest;
grant EXECUTE on function ingest_known_request_spans(text[],text[],timestamp with time zone,timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_lock_traces(text[]) to taffrail_ingest;
grant EXECUTE on function ingest_record_ai_jobs(json,timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_record_customers(json,json,json) to taffrail_ingest;
grant EXECUTE on function ingest_record_deploys(json) to taffrail_ingest;
grant EXECUTE on function ingest_record_logs(json) to taffrail_ingest;
grant EXECUTE on function ingest_record_pipelines(json,json,json,timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_record_spans(json,json) to taffrail_ingest;
grant EXECUTE on function ingest_settle_ai_jobs(text[],timestamp with time zone,timestamp with time zone,timestamp with time zone) to taffrail_ingest;
grant EXECUTE on function ingest_tell_subscriptions(json) to taffrail_ingest;
grant USAGE on schema public to taffrail_ingest;
grant INSERT on table activity_log to taffrail_ingest;
grant INSERT on table api_metrics to taffrail_ingest;
grant USAGE on schema public to taffrail_member;
grant SELECT on table active_users_daily to taffrail_member;
grant SELECT on table activity_daily to taffrail_member;
grant SELECT on table activity_hourly to taffrail_member;
grant SELECT (action, category, created_at, id, metadata, organization_id, resource_id, resource_type, user_id) on table activity_log to taffrail_member;
grant SELECT (created_at, organization_id, removed_at, role, user_id) on table memberships to taffrail_member;
grant SELECT (created_at, external_id, id, locale, name, plan, seats) on table organizations to taffrail_member;
grant SELECT (external_id, id, name) on table users to taffrail_member;
